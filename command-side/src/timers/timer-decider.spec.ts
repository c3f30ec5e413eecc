import { expect } from 'chai';
import { minuteOf, timerStream, type DataOf } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { firedDecider, timerDecider } from './timer-decider.js';

const timer: DataOf<'TimerSet'> = { timerId: 't1', orderId: 'o1', dueAt: '2026-11-26T12:30:59.999Z' };

describe('a timer', () => {
  it('is set once', () => {
    given(timerDecider).when(timer).then({ type: 'TimerSet', data: timer });
    given(timerDecider, { type: 'TimerSet', data: timer }).when(timer).then();
  });
  it('stands beside others of its minute', () => {
    const other = { ...timer, timerId: 't2' };
    given(timerDecider, { type: 'TimerSet', data: timer }).when(other).then({ type: 'TimerSet', data: other });
  });
  it('stands in the stream of the minute in which it is due', () => {
    expect(timerStream(timer.dueAt)).to.equal('timer-2026-11-26T12.30');
    expect(minuteOf('2026-01-01T00:00:00.000Z')).to.equal('2026-01-01T00.00');
  });
});

describe('how far timers were fired', () => {
  const fired = (through: string) => ({ type: 'TimersFired' as const, data: { through } });
  it('goes on, and never back', () => {
    const [earlier, later] = ['2026-11-26T12:30:00.000Z', '2026-11-26T12:31:00.000Z'];
    given(firedDecider, fired(earlier)).when({ through: later }).then(fired(later));
    given(firedDecider, fired(later)).when({ through: earlier }).then();
    given(firedDecider, fired(later)).when({ through: later }).then();
    expect(given(firedDecider, fired(later), fired(earlier)).state.through).to.equal(later);
  });
});
