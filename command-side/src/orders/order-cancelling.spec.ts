import { expect } from 'chai';
import fc from 'fast-check';
import type { DataOf, ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import type { CancelLines } from './order-cancelling.js';
import { orderDecider, type OrderCommand } from './order-decider.js';
import { evolveOrder, keptMinor, leftToShip, noOrder } from './order-state.js';

const orderId = 'o1';
const parties = { customerId: null, country: 'France', currency: 'GBP' };
const lines = [
  {
    lineId: '1',
    sku: 'MUG',
    title: 'A mug',
    quantity: 3,
    unitPriceMinor: 450,
    amountMinor: 1_350,
    payableMinor: 1_000,
  },
  { lineId: '2', sku: 'CUP', title: 'A cup', quantity: 2, unitPriceMinor: 333, amountMinor: 666 },
];
const charges = [
  { code: 'POST', description: 'Postage', quantity: 1, amountMinor: 500 },
  { code: 'D', description: 'Discount', quantity: 1, amountMinor: -350 },
];
const placed: ShopEvent = {
  type: 'OrderPlaced',
  data: {
    ...{ orderId, orderNumber: 'S-1', shopperId: 'ann', ...parties, lines, charges },
    ...{ linesMinor: 2_016, chargesMinor: 150, totalMinor: 2_166 },
  },
};
const confirmed: ShopEvent = { type: 'OrderConfirmed', data: { orderId } };
const shipped = (quantity: number): ShopEvent => ({
  type: 'ItemsShipped',
  data: { orderId, shipmentId: 's1', lines: [{ lineId: '1', sku: 'MUG', quantity }], complete: false },
});
const takeOut = (wanted: CancelLines['lines'], more: Partial<CancelLines> = {}): OrderCommand => ({
  ...{ kind: 'cancel-lines', orderId, cancellationId: 'c1', reason: 'one less', lines: wanted },
  ...more,
});
const takenOut = (of: DataOf<'OrderLinesCancelled'>['lines'], complete = false, cancellationId = 'c1'): ShopEvent => ({
  type: 'OrderLinesCancelled',
  data: {
    ...{ orderId, cancellationId, reason: 'one less', ...parties, lines: of, complete },
    amountMinor: of.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  },
});
const mugs = (quantity: number) => [{ lineId: '1', quantity }];

describe('lines of an order', () => {
  it('are taken out before they are sent, at what was to be paid for them', () => {
    given(orderDecider, placed, confirmed)
      .when(takeOut(mugs(1)))
      .then(takenOut([{ lineId: '1', sku: 'MUG', quantity: 1, amountMinor: 333 }]));
  });
  it('are taken out once per cancellation', () => {
    given(orderDecider, placed, confirmed)
      .when(takeOut(mugs(1)))
      .and(takeOut(mugs(1)))
      .then();
  });
  it('are taken out of one’s own order only', () => {
    given(orderDecider, placed, confirmed)
      .when(takeOut(mugs(1), { ofShopper: 'bob' }))
      .refuses('order-not-found');
    expect(
      given(orderDecider, placed, confirmed)
        .when(takeOut(mugs(1), { ofShopper: 'ann' }))
        .events(),
    ).to.have.length(1);
  });
  it('are not taken out of an order that is not sure yet, was cancelled, or is none', () => {
    given(orderDecider, placed)
      .when(takeOut(mugs(1)))
      .refuses('order-not-confirmed');
    given(orderDecider)
      .when(takeOut(mugs(1)))
      .refuses('order-not-found');
    const [cancelled] = given(orderDecider, placed).when({ kind: 'cancel', orderId, reason: 'no' }).events();
    if (!cancelled) throw new Error('nothing was cancelled');
    given(orderDecider, placed, cancelled)
      .when(takeOut(mugs(1)))
      .refuses('order-cancelled');
  });
  it('that were sent are not taken out', () => {
    given(orderDecider, placed, confirmed, shipped(2))
      .when(takeOut(mugs(2)))
      .refuses('more-than-unsent', { lineId: '1', wanted: 2, left: 1 });
  });
  it('are at least one', () => {
    given(orderDecider, placed, confirmed).when(takeOut([])).refuses('nothing-to-cancel');
    given(orderDecider, placed, confirmed)
      .when(takeOut([{ lineId: '9', quantity: 1 }]))
      .refuses('order-line-not-found');
  });
  it('are not all of an order of which nothing was sent: that is to cancel it', () => {
    given(orderDecider, placed, confirmed)
      .when(takeOut([...mugs(3), { lineId: '2', quantity: 2 }]))
      .refuses('nothing-would-be-left');
  });
  it('may be all that was still to be sent, which completes the order', () => {
    const rest = [
      { lineId: '1', sku: 'MUG', quantity: 1, amountMinor: 333 },
      { lineId: '2', sku: 'CUP', quantity: 2, amountMinor: 666 },
    ];
    given(orderDecider, placed, confirmed, shipped(2))
      .when(takeOut([...mugs(1), { lineId: '2', quantity: 2 }]))
      .then(takenOut(rest, true));
  });
  it('that are left are shipped, and complete the order', () => {
    const out = takenOut([{ lineId: '1', sku: 'MUG', quantity: 3, amountMinor: 1_000 }]);
    const ship: OrderCommand = { kind: 'ship', orderId, shipmentId: 's2' };
    given(orderDecider, placed, confirmed, out)
      .when(ship)
      .then({
        type: 'ItemsShipped',
        data: { orderId, shipmentId: 's2', lines: [{ lineId: '2', sku: 'CUP', quantity: 2 }], complete: true },
      });
    given(orderDecider, placed, confirmed, out)
      .when({ ...ship, lines: mugs(1) })
      .refuses('more-than-ordered', { left: 0 });
  });
  it('that were taken out are not sold any more when the rest is cancelled', () => {
    const out = takenOut([{ lineId: '1', sku: 'MUG', quantity: 1, amountMinor: 333 }]);
    const [event] = given(orderDecider, placed, confirmed, out)
      .when({ kind: 'cancel', orderId, reason: 'no' })
      .events();
    if (event?.type !== 'OrderCancelled') throw new Error('it was not cancelled');
    expect(event.data).to.include({ linesMinor: 1_566, totalMinor: 1_833, chargesMinor: 267 });
    expect(event.data.lines[0]).to.include({ quantity: 2, amountMinor: 900, payableMinor: 667 });
    expect(event.data.lines[1]).to.deep.equal(lines[1]);
  });
  it('taken out, sent and sent back add up to what was paid for them, and a repeat does nothing', () => {
    const lineId = fc.constantFrom('1', '2');
    const some = fc.uniqueArray(fc.record({ lineId, quantity: fc.integer({ min: 1, max: 3 }) }), {
      ...{ selector: (line: { readonly lineId: string }) => line.lineId, minLength: 1 },
    });
    const id = fc.stringMatching(/^[a-h]$/);
    const command: fc.Arbitrary<OrderCommand> = fc.oneof(
      fc.tuple(id, some).map(([cancellationId, part]) => takeOut(part, { cancellationId })),
      fc.tuple(id, some).map(([shipmentId, part]) => ({ kind: 'ship' as const, orderId, shipmentId, lines: part })),
      fc.tuple(id, some).map(([returnId, part]) => ({
        ...{ kind: 'return' as const, orderId, returnId, reason: 'cracked', lines: part },
      })),
      fc.constant({ kind: 'cancel' as const, orderId, reason: 'no' }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = [placed, confirmed].reduce(evolveOrder, noOrder);
        let takenOutMinor = 0;
        for (const each of commands) {
          const decision = orderDecider.decide(each, state);
          if (!('events' in decision)) continue;
          for (const event of decision.events) {
            if (event.type === 'OrderLinesCancelled') takenOutMinor += event.data.amountMinor;
            if (event.type === 'OrderCancelled') expect(event.data.totalMinor).to.equal(2_166 - takenOutMinor);
            state = evolveOrder(state, event);
          }
          expect(orderDecider.decide(each, state)).to.deep.equal({ events: [] });
          if (state.status === 'none' || state.status === 'cancelled') break;
          expect(keptMinor(state)).to.equal(2_166 - takenOutMinor);
          expect(state.status === 'shipping' || leftToShip(state).length > 0).to.equal(true);
          for (const line of lines) {
            const progress = state.progress?.get(line.lineId);
            if (!progress) continue;
            const { shipped: sent, returned, cancelled, returnedMinor, cancelledMinor } = progress;
            expect(sent + cancelled).to.be.at.most(line.quantity);
            expect(returned).to.be.at.most(sent);
            const goneMinor = returnedMinor + cancelledMinor;
            const paid = line.payableMinor ?? line.amountMinor;
            expect(goneMinor).to.be.at.most(paid);
            if (returned + cancelled === line.quantity) expect(goneMinor).to.equal(paid);
          }
        }
      }),
    );
  });
});
