import { expect } from 'chai';
import fc from 'fast-check';
import type { ShopEvent } from '@storefold/contracts';
import { stockDecider, type StockCommand } from './stock-decider.js';
import { available, reservationOf, unsold, waiting, type StockState } from './stock-state.js';

/** So many lives of a shelf; `STOCK_LIFECYCLES` asks for more. */
const LIVES = Number(process.env['STOCK_LIFECYCLES'] ?? 10_000);
const sku = 'MUG';
const START = Date.parse('2026-11-26T12:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const orderId = fc.integer({ min: 1, max: 12 }).map((n) => `o${n.toString()}`);
const movementId = fc.stringMatching(/^m[0-9]{1,2}$/);
const quantity = fc.integer({ min: 1, max: 9 });
const reason = fc.constant('because');
const kind = <const Kind extends StockCommand['kind']>(name: Kind) => ({
  kind: fc.constant(name),
  sku: fc.constant(sku),
});

const wish = fc.oneof(
  fc.record({ ...kind('receive'), movementId, quantity }),
  fc.record({ ...kind('return'), movementId, quantity }),
  fc.record({ ...kind('return'), movementId, quantity, broken: fc.nat(9) }).map(({ broken, ...back }) => ({
    ...back,
    writtenOff: { quantity: Math.min(broken, back.quantity), reason: 'used' },
  })),
  fc.record({ ...kind('count'), movementId, counted: fc.nat(20) }),
  fc.record({ ...kind('adjust'), movementId, quantity: fc.integer({ min: -9, max: 9 }), reason }),
  fc.record({ ...kind('write-off'), movementId, quantity, reason }),
  fc.record({ ...kind('reserve'), orderId, quantity }),
  fc.record({ ...kind('reserve'), orderId, quantity, expiresAt: fc.integer({ min: 1, max: 300 }).map(at) }),
  fc.record({ ...kind('reserve'), orderId, quantity, expiresAt: fc.integer({ min: 1, max: 300 }).map(at) }),
  fc.record({ ...kind('commit'), orderId }),
  fc.record({ ...kind('release'), orderId }),
  fc.record({ ...kind('ship'), movementId, orderId, quantity }),
  fc.record({ ...kind('set-threshold'), changeId: movementId, threshold: fc.nat(6) }),
  fc.record(kind('expire')),
);
/** Commands with the seconds that pass before each. */
const life = fc.array(fc.tuple(wish, fc.nat(20)), { maxLength: 60 });

const pieces = (event: ShopEvent): number => {
  switch (event.type) {
    case 'StockReceived':
    case 'StockReturned':
    case 'StockAdjusted':
      return event.data.quantity;
    case 'StockCounted':
      return event.data.difference;
    case 'StockShipped':
    case 'StockWrittenOff':
      return -event.data.quantity;
    default:
      return 0;
  }
};

const isWhole = (state: StockState, accounted: number): void => {
  const holds = [...state.reservations.values()];
  const firm = holds.filter(({ expiresAt }) => expiresAt === undefined);
  expect(state.onHand).to.equal(accounted);
  expect(holds.reduce((sum, each) => sum + each.quantity, 0)).to.equal(state.reserved);
  expect(firm.reduce((sum, each) => sum + each.quantity, 0)).to.equal(state.firm);
  expect(available(state)).to.be.at.least(0);
  const queue = [...waiting(state)];
  expect(queue.length).to.equal(state.queue.size).and.to.equal(state.places.size);
  // Nobody waits who could have it, or who never can.
  const [first] = queue;
  if (first) expect(first.quantity).to.be.greaterThan(available(state));
  for (const one of queue) expect(one.quantity).to.be.at.most(unsold(state));
};

/** Lives a life, looking at every step. */
const live = (steps: readonly (readonly [StockCommand, number])[]): StockState => {
  let state = stockDecider.initial;
  let accounted = 0;
  let seconds = 0;
  for (const [bare, pause] of steps) {
    seconds += pause;
    const command = { ...bare, now: at(seconds) };
    const unsoldBefore = unsold(state);
    const decision = stockDecider.decide(command, state);
    if (!('events' in decision)) {
      // An honest refusal: what is wanted is more than what is not sold.
      if (command.kind === 'reserve' && 'expiresAt' in command && decision.refused === 'not-enough-stock')
        expect(command.quantity).to.be.greaterThan(unsoldBefore);
      continue;
    }
    for (const event of decision.events) {
      state = stockDecider.evolve(state, event);
      accounted += pieces(event);
    }
    isWhole(state, accounted);
    expect(stockDecider.decide(command, state)).to.deep.equal({ events: [] });
  }
  return state;
};

describe(`any of ${LIVES.toString()} lives of a shelf`, function () {
  this.timeout(600_000);

  it('accounts for every piece, promises none twice, and refuses nobody without need', () => {
    fc.assert(
      fc.property(life, (steps) => {
        live(steps);
      }),
      { numRuns: LIVES },
    );
  });
  it('ends every wait when time has passed', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const state = live([...steps, [{ kind: 'expire', sku }, 1_000_000]]);
        expect(state.queue.isEmpty()).to.equal(true);
        expect(state.ends.isEmpty).to.equal(true);
        for (let n = 1; n <= 12; n++)
          expect(reservationOf(state, `o${n.toString()}`)).to.be.oneOf(['none', 'committed', 'ended']);
      }),
      { numRuns: Math.ceil(LIVES / 10) },
    );
  });
});
