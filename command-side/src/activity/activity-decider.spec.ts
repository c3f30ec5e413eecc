import { expect } from 'chai';
import fc from 'fast-check';
import { given } from '../testing/given.js';
import { activityDecider, mostADay, type Activity, type DayOfVisitor } from './activity-decider.js';
import { visitorConsentDecider } from './visitor-consent-decider.js';

const viewed = (activityId: string, sku = 'MUG'): Activity => ({
  type: 'ProductViewed',
  data: { visitorId: 'v1', activityId, seenAt: '2026-11-26T12:00:00.000Z', sku },
});
const tell = (...activities: readonly Activity[]) => ({ activities });

describe("a visitor's day", () => {
  it('has each thing once, in a batch and over batches', () => {
    given(activityDecider)
      .when(tell(viewed('a1'), viewed('a2'), viewed('a1')))
      .then(viewed('a1'), viewed('a2'));
    given(activityDecider, viewed('a1'))
      .when(tell(viewed('a1'), viewed('a2')))
      .then(viewed('a2'));
    given(activityDecider, viewed('a1'))
      .when(tell(viewed('a1')))
      .then();
  });
  it('ends where a machine begins', () => {
    const many = Array.from({ length: mostADay }, (_, index) => viewed(`a${index.toString()}`));
    given(activityDecider, ...many.slice(1))
      .when(tell(viewed('x'), viewed('y')))
      .then(viewed('x'));
    given(activityDecider, ...many)
      .when(tell(viewed('x')))
      .then();
  });
  it('holds the same things whoever sends what how often, and never more than a day may', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 10 }), (batches) => {
        let state: DayOfVisitor = activityDecider.initial;
        const events: Activity[] = [];
        for (const batch of [...batches, ...batches]) {
          const decision = activityDecider.decide(tell(...batch.map((id) => viewed(id.toString()))), state);
          if ('refused' in decision) throw new Error('nothing is refused');
          for (const event of decision.events) {
            state = activityDecider.evolve(state, event);
            events.push(event as Activity);
          }
        }
        const told = events.map(({ data }) => data.activityId);
        expect(told).to.have.members([...new Set(batches.flat().map(String))]);
        expect(state.ids.size).to.equal(told.length);
      }),
    );
  });
});

describe("a visitor's consent", () => {
  const choice = (changeId: string, granted: boolean) => ({
    ...{ visitorId: 'v1', changeId, granted, wording: 'v1', decidedAt: '2026-11-26T12:00:00.000Z' },
  });
  const changed = (changeId: string, granted: boolean) => ({
    ...{ type: 'VisitorConsentChanged' as const, data: choice(changeId, granted) },
  });
  it('is none before it is given', () => {
    expect(visitorConsentDecider.initial.granted).to.equal(false);
  });
  it('is noted each time it is asked, and a late repeat changes nothing', () => {
    given(visitorConsentDecider).when(choice('c1', true)).then(changed('c1', true));
    given(visitorConsentDecider, changed('c1', true)).when(choice('c2', true)).then(changed('c2', true));
    given(visitorConsentDecider, changed('c1', true), changed('c2', false)).when(choice('c1', true)).then();
  });
});
