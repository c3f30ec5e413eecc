import { given } from '../testing/given.js';
import { skipsDecider } from './skips-decider.js';

const skip = (eventId: string, reason = 'the order was a test') => ({ process: 'messages', eventId, reason });
const skipped = (eventId: string) => ({ type: 'ParkedEventSkipped' as const, data: skip(eventId) });

describe('an event that a process lets be', () => {
  it('is told once, with the first reason', () => {
    given(skipsDecider).when(skip('e1')).then(skipped('e1'));
    given(skipsDecider, skipped('e1')).when(skip('e1', 'another reason')).then();
  });
  it('says nothing of others', () => {
    given(skipsDecider, skipped('e1')).when(skip('e2')).then(skipped('e2'));
  });
});
