import { expect } from 'chai';
import fc from 'fast-check';
import type { DataOf, ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { orderDecider, type OrderCommand } from './order-decider.js';
import type { ReturnItems, ShipItems } from './order-movements.js';

const orderId = 'o1';
const lines = [
  { lineId: '1', sku: 'MUG', title: 'A mug', quantity: 3, unitPriceMinor: 450, amountMinor: 1_350 },
  { lineId: '2', sku: 'CUP', title: 'A cup', quantity: 2, unitPriceMinor: 333, amountMinor: 666 },
];
const header = { orderId, orderNumber: 'S-1', customerId: null, country: 'France', currency: 'GBP' };
const place: OrderCommand = { kind: 'place', ...header, shopperId: 'ann', lines, charges: [] };
const sums = { linesMinor: 2_016, chargesMinor: 0, totalMinor: 2_016 };
const placed: ShopEvent = {
  type: 'OrderPlaced',
  data: { ...header, ...sums, shopperId: 'ann', lines, charges: [] },
};
const confirmed: ShopEvent = { type: 'OrderConfirmed', data: { orderId } };
const cancelled: ShopEvent = {
  type: 'OrderCancelled',
  data: { orderId, reason: 'too late', customerId: null, country: 'France', currency: 'GBP', ...sums, lines },
};
const shipped = (shipmentId: string, mugs: number, cups: number, complete = false): ShopEvent => ({
  type: 'ItemsShipped',
  data: {
    orderId,
    shipmentId,
    complete,
    lines: [
      { lineId: '1', sku: 'MUG', quantity: mugs },
      { lineId: '2', sku: 'CUP', quantity: cups },
    ].filter(({ quantity }) => quantity > 0),
  },
});
const ship = (shipmentId: string, more: Partial<ShipItems> = {}): OrderCommand => ({
  kind: 'ship',
  orderId,
  shipmentId,
  ...more,
});
const giveBack = (returnId: string, back: ReturnItems['lines']): OrderCommand => ({
  kind: 'return',
  ...{ orderId, returnId, reason: 'cracked', lines: back },
});
const returned = (returnId: string, back: DataOf<'ItemsReturned'>['lines']): ShopEvent => ({
  type: 'ItemsReturned',
  data: {
    ...{ orderId, returnId, reason: 'cracked', customerId: null, country: 'France', currency: 'GBP', lines: back },
    amountMinor: back.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  },
});

describe('an order', () => {
  it('is placed with its sums, and once', () => {
    given(orderDecider).when(place).then(placed);
    given(orderDecider, placed).when(place).then();
  });
  it('has no more of one thing than a shelf gives to one order, in however many lines', () => {
    const of = (...quantities: readonly number[]): OrderCommand => ({
      ...{ kind: 'place', ...header, charges: [] },
      lines: quantities.map((quantity, index) => ({
        ...{ lineId: index.toString(), sku: 'MUG', title: 'A mug', quantity, unitPriceMinor: 0, amountMinor: 0 },
      })),
    });
    given(orderDecider)
      .when(of(1_000_000, 1))
      .refuses('too-many-of-one', { sku: 'MUG', wanted: 1_000_001, most: 1_000_000 });
    expect(given(orderDecider).when(of(999_999, 1)).events()).to.have.length(1);
  });
  it('adds its charges, discounts among them', () => {
    const charges = [
      { code: 'POST', description: 'Postage', quantity: 1, amountMinor: 500 },
      { code: 'D', description: 'Discount', quantity: -1, amountMinor: -16 },
    ];
    const [event] = given(orderDecider)
      .when({ ...place, charges })
      .events();
    expect(event?.data).to.include({ linesMinor: 2_016, chargesMinor: 484, totalMinor: 2_500 });
  });
  it('needs something to be ordered', () => {
    given(orderDecider)
      .when({ ...place, lines: [] })
      .refuses('order-empty');
  });
  it('is refused where its sum cannot be held exactly', () => {
    const dear = lines.map((line) => ({ ...line, amountMinor: Number.MAX_SAFE_INTEGER }));
    given(orderDecider)
      .when({ ...place, lines: dear })
      .refuses('amount-too-large');
  });
  it('is confirmed once its stock is held, and once', () => {
    given(orderDecider, placed).when({ kind: 'confirm', orderId }).then(confirmed);
    given(orderDecider, placed, confirmed).when({ kind: 'confirm', orderId }).then();
    given(orderDecider, placed, confirmed, shipped('s1', 1, 0))
      .when({ kind: 'confirm', orderId })
      .then();
  });
  it('that was cancelled is not confirmed, shipped or returned', () => {
    given(orderDecider, placed, cancelled).when({ kind: 'confirm', orderId }).refuses('order-cancelled');
    given(orderDecider, placed, cancelled).when(ship('s1')).refuses('order-cancelled');
    given(orderDecider, placed, cancelled)
      .when(giveBack('r1', [{ lineId: '1', quantity: 1 }]))
      .refuses('more-than-shipped', { returnable: 0 });
  });
  it('is told from one that was never placed', () => {
    given(orderDecider).when({ kind: 'confirm', orderId }).refuses('order-not-found');
    given(orderDecider).when({ kind: 'cancel', orderId, reason: 'no' }).refuses('order-not-found');
    given(orderDecider).when(ship('s1')).refuses('order-not-found');
    given(orderDecider)
      .when(giveBack('r1', [{ lineId: '1', quantity: 1 }]))
      .refuses('order-not-found');
  });

  describe('cancelled', () => {
    it('carries what was sold, so that sums can take it back', () => {
      given(orderDecider, placed, confirmed).when({ kind: 'cancel', orderId, reason: 'too late' }).then(cancelled);
    });
    it('for want of stock or time only while it waits for them', () => {
      const cancel = { kind: 'cancel', orderId, reason: 'too late', onlyUnconfirmed: true } as const;
      given(orderDecider, placed).when(cancel).then(cancelled);
      given(orderDecider, placed, confirmed).when(cancel).refuses('order-confirmed', { orderId });
      given(orderDecider, placed, confirmed, shipped('s1', 1, 0))
        .when(cancel)
        .refuses('order-confirmed');
      given(orderDecider, placed, cancelled).when(cancel).then();
    });
    it('is cancelled once', () => {
      given(orderDecider, placed, cancelled).when({ kind: 'cancel', orderId, reason: 'again' }).then();
    });
    it('only before anything of it has left the shop', () => {
      given(orderDecider, placed, confirmed, shipped('s1', 1, 0))
        .when({ kind: 'cancel', orderId, reason: 'too late' })
        .refuses('order-already-shipped');
    });
    it('by a shopper only if it is theirs; else it is as if there were none', () => {
      given(orderDecider, placed)
        .when({ kind: 'cancel', orderId, reason: 'mine', ofShopper: 'bob' })
        .refuses('order-not-found');
      given(orderDecider, placed, cancelled)
        .when({ kind: 'cancel', orderId, reason: 'mine', ofShopper: 'bob' })
        .refuses('order-not-found');
      given(orderDecider, placed)
        .when({ kind: 'cancel', orderId, reason: 'too late', ofShopper: 'ann' })
        .then(cancelled);
    });
  });

  describe('shipped', () => {
    it('all that is left where no line is named', () => {
      given(orderDecider, placed, confirmed)
        .when(ship('s1'))
        .then(shipped('s1', 3, 2, true));
      given(orderDecider, placed, confirmed, shipped('s1', 1, 2))
        .when(ship('s2'))
        .then(shipped('s2', 2, 0, true));
    });
    it('in parts, and says which part was the last', () => {
      given(orderDecider, placed, confirmed)
        .when(ship('s1', { lines: [{ lineId: '1', quantity: 2 }] }))
        .then(shipped('s1', 2, 0));
      given(orderDecider, placed, confirmed, shipped('s1', 2, 0))
        .when(
          ship('s2', {
            lines: [
              { lineId: '1', quantity: 1 },
              { lineId: '2', quantity: 2 },
            ],
          }),
        )
        .then(shipped('s2', 1, 2, true));
    });
    it('once per shipment', () => {
      given(orderDecider, placed, confirmed, shipped('s1', 1, 0))
        .when(ship('s1'))
        .then();
    });
    it('only when confirmed, except where history says that it was', () => {
      given(orderDecider, placed).when(ship('s1')).refuses('order-not-confirmed');
      given(orderDecider, placed)
        .when(ship('s1', { unconfirmed: true }))
        .then(shipped('s1', 3, 2, true));
    });
    it('never more than was ordered', () => {
      given(orderDecider, placed, confirmed, shipped('s1', 2, 0))
        .when(ship('s2', { lines: [{ lineId: '1', quantity: 2 }] }))
        .refuses('more-than-ordered', { left: 1, wanted: 2 });
      given(orderDecider, placed, confirmed, shipped('s1', 3, 2, true))
        .when(ship('s2'))
        .refuses('nothing-to-ship');
    });
    it('only lines that it has, each named once', () => {
      given(orderDecider, placed, confirmed)
        .when(ship('s1', { lines: [{ lineId: '9', quantity: 1 }] }))
        .refuses('order-line-not-found', { lineId: '9' });
      given(orderDecider, placed, confirmed)
        .when(
          ship('s1', {
            lines: [
              { lineId: '1', quantity: 1 },
              { lineId: '1', quantity: 1 },
            ],
          }),
        )
        .refuses('order-line-twice', { lineId: '1' });
    });
  });

  describe('returned', () => {
    const out = [placed, confirmed, shipped('s1', 3, 0)];
    it('what was shipped, at what it cost', () => {
      given(orderDecider, ...out)
        .when(giveBack('r1', [{ lineId: '1', quantity: 2 }]))
        .then(returned('r1', [{ lineId: '1', sku: 'MUG', quantity: 2, amountMinor: 900 }]));
    });
    it('once per return', () => {
      const back = returned('r1', [{ lineId: '1', sku: 'MUG', quantity: 2, amountMinor: 900 }]);
      given(orderDecider, ...out, back)
        .when(giveBack('r1', [{ lineId: '1', quantity: 2 }]))
        .then();
    });
    it('never more than was shipped and is still out', () => {
      const back = returned('r1', [{ lineId: '1', sku: 'MUG', quantity: 2, amountMinor: 900 }]);
      given(orderDecider, ...out, back)
        .when(giveBack('r2', [{ lineId: '1', quantity: 2 }]))
        .refuses('more-than-shipped', { returnable: 1 });
      given(orderDecider, ...out)
        .when(giveBack('r2', [{ lineId: '2', quantity: 1 }]))
        .refuses('more-than-shipped', { returnable: 0 });
    });
    it('at the amount that history states, within what the line cost', () => {
      given(orderDecider, ...out)
        .when(giveBack('r1', [{ lineId: '1', quantity: 1, amountMinor: 449 }]))
        .then(returned('r1', [{ lineId: '1', sku: 'MUG', quantity: 1, amountMinor: 449 }]));
      given(orderDecider, ...out)
        .when(giveBack('r1', [{ lineId: '1', quantity: 1, amountMinor: 1_351 }]))
        .refuses('more-than-paid-for', { leftMinor: 1_350 });
    });
    it('nothing is no return', () => {
      given(orderDecider, ...out)
        .when(giveBack('r1', []))
        .refuses('nothing-to-return');
    });
  });

  it('never ships or takes back more than was ordered, and a repeat does nothing', () => {
    const lineId = fc.constantFrom('1', '2');
    const quantity = fc.integer({ min: 1, max: 3 });
    const some = fc.uniqueArray(fc.record({ lineId, quantity }), { selector: (line) => line.lineId, minLength: 1 });
    const id = fc.stringMatching(/^[a-h]$/);
    const command: fc.Arbitrary<OrderCommand> = fc.oneof(
      fc.constant(place),
      fc.constant({ kind: 'confirm' as const, orderId }),
      id.map((shipmentId) => ship(shipmentId)),
      fc.tuple(id, some).map(([shipmentId, part]) => ship(shipmentId, { lines: part })),
      fc.tuple(id, some).map(([returnId, part]) => giveBack(returnId, part)),
      fc.constant({ kind: 'cancel' as const, orderId, reason: 'no' }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = orderDecider.initial;
        for (const each of [place, ...commands]) {
          const decision = orderDecider.decide(each, state);
          if (!('events' in decision)) continue;
          for (const event of decision.events) state = orderDecider.evolve(state, event);
          expect(orderDecider.decide(each, state)).to.deep.equal({ events: [] });
          if (state.status !== 'shipping') continue;
          for (const line of lines) {
            const progress = state.progress.get(line.lineId);
            if (!progress) continue;
            expect(progress.shipped).to.be.at.most(line.quantity);
            expect(progress.returned).to.be.at.most(progress.shipped);
            if (progress.returned === line.quantity) expect(progress.returnedMinor).to.equal(line.amountMinor);
          }
        }
      }),
    );
  });
});
