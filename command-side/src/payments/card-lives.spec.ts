import { expect } from 'chai';
import fc from 'fast-check';
import type { ShopEvent } from '@storefold/contracts';
import { intentSeen, orderId, parties, refundSeen, started } from '../testing/card-events.js';
import { given } from '../testing/given.js';
import type { IntentSeen } from './card-sightings.js';
import type { OrderDue } from './order-due.js';
import { paymentDecider, type PaymentCommand } from './payment-decider.js';
import { refundableMinor, type PaymentState } from './payment-state.js';

const due = {
  ...{ kind: 'order', currency: 'GBP', ...parties, dueMinor: 1_000, cancelled: false },
  returns: new Map<string, number>(),
} satisfies OrderDue;
const card = (attemptId: string): PaymentCommand => ({
  ...{ kind: 'start-card', orderId, attemptId, paymentMethodId: `pm_${attemptId}`, due },
  startedAt: '2026-11-26T12:00:00.000Z',
});
const see = (status: IntentSeen['status'], more: Partial<IntentSeen> = {}): PaymentCommand => ({
  kind: 'intent-seen',
  intent: intentSeen(status, more),
});
const giveBack = (refundId: string, amountMinor: number): PaymentCommand => ({
  ...{ kind: 'refund', orderId, refundId, amountMinor, reason: 'cracked', due },
});

/** Every order of some things. */
const permutations = <Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] =>
  things.length <= 1
    ? [things]
    : things.flatMap((first, at) =>
        permutations([...things.slice(0, at), ...things.slice(at + 1)]).map((rest) => [first, ...rest]),
      );

const tell = (state: PaymentState, command: PaymentCommand) => {
  const decision = paymentDecider.decide(command, state);
  const events = 'events' in decision ? decision.events : [];
  return { events, state: events.reduce(paymentDecider.evolve, state) };
};

describe('five sightings of one payment', () => {
  const lives: Readonly<Record<string, readonly PaymentCommand[]>> = {
    'taken and given back': [
      see('action-required', { url: 'https://bank.example/approve' }),
      see('authorised'),
      see('captured'),
      { kind: 'refund-seen', refund: refundSeen('r1', 'pending') },
      { kind: 'refund-seen', refund: refundSeen('r1', 'done') },
    ],
    'let go of': [
      see('unfinished'),
      see('action-required', { url: 'https://bank.example/approve' }),
      see('authorised'),
      see('cancelled'),
      see('cancelled'),
    ],
  };
  for (const [life, sightings] of Object.entries(lives))
    it(`of one that is ${life} come to the same end in all 120 orders, each seen 1 to 5 times`, () => {
      const orders = permutations(sightings);
      expect(orders).to.have.length(120);
      fc.assert(
        fc.property(
          fc.constantFrom(...orders),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 5 }),
          (order, times) => {
            let { state } = given(paymentDecider, started());
            const happened: ShopEvent[] = [];
            const once = (command: PaymentCommand) => {
              const after = tell(state, command);
              state = after.state;
              happened.push(...after.events);
            };
            const repeated = order.flatMap((sighting, at) => Array.from({ length: times[at] ?? 1 }, () => sighting));
            for (const sighting of repeated) {
              // The shop begins the refund as soon as there is something to give back.
              once(sighting);
              if (refundableMinor(state) > 0) once(giveBack('r1', 1_000));
            }
            // Whoever was told too early is told again: a sighting is of what stands.
            for (const sighting of [...sightings].reverse()) once(sighting);
            const types = happened.map(({ type }) => type);
            for (const type of ['PaymentAuthorised', 'PaymentCaptured', 'PaymentRefunded', 'AuthorisationVoided'])
              expect(types.filter((each) => each === type).length, type).to.be.at.most(1);
            const attempt = state.cards.attempts.get('a1');
            expect(attempt?.status).to.equal(life === 'let go of' ? 'voided' : 'captured');
            expect(
              state.kind === 'paid' ? [state.receivedMinor, state.refundedMinor, state.refundingMinor] : [],
            ).to.deep.equal(life === 'let go of' ? [] : [1_000, 1_000, 0]);
          },
        ),
        { numRuns: 2_000 },
      );
    });
});

describe('10,000 lives of an account with cards', () => {
  const commands: fc.Arbitrary<PaymentCommand> = fc.oneof(
    fc.constantFrom('a1', 'a2', 'a3').map((attemptId) => card(attemptId)),
    fc
      .tuple(
        fc.constantFrom('a1', 'a2', 'a3'),
        fc.constantFrom('unfinished', 'action-required', 'declined', 'authorised', 'captured', 'cancelled'),
      )
      .map(([attemptId, status]) => see(status, { attemptId, intentId: `pi_${attemptId}` })),
    fc
      .tuple(fc.constantFrom('r1', 'r2', 'r3'), fc.integer({ min: 1, max: 700 }))
      .map(([refundId, amountMinor]) => giveBack(refundId, amountMinor)),
    fc
      .tuple(fc.constantFrom('r1', 'r2', 'r3'), fc.constantFrom('pending', 'done', 'failed'))
      .map(([refundId, status]) => ({
        kind: 'refund-seen' as const,
        refund: refundSeen(refundId, status),
      })),
  );
  it('conserve money, and a repeated command gives no events', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30 }), (given_) => {
        let state = paymentDecider.initial;
        let [received, back] = [0, 0];
        for (const command of given_) {
          const after = tell(state, command);
          state = after.state;
          for (const event of after.events) {
            if (event.type === 'PaymentCaptured') received += event.data.amountMinor;
            if (event.type === 'PaymentRefunded') back += event.data.amountMinor;
            if (event.type === 'RefundFailed' && event.data.wasRefunded) back -= event.data.amountMinor;
          }
          if (after.events.length > 0) expect(tell(state, command).events).to.deep.equal([]);
          expect(state.kind === 'paid' ? [state.receivedMinor, state.refundedMinor] : [0, 0]).to.deep.equal([
            received,
            back,
          ]);
          expect(refundableMinor(state)).to.be.at.least(0);
          expect(back).to.be.at.most(received);
        }
      }),
      { numRuns: 10_000 },
    );
  }).timeout(60_000);
});
