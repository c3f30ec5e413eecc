import { expect } from 'chai';
import fc from 'fast-check';
import { foldView } from '../engine/view.js';
import { itemsShipped, orderCancelled, orderConfirmed, orderPlaced } from '../testing/events.js';
import { randomHistory } from '../testing/random-history.js';
import { made } from '../testing/views-spec.js';
import { fulfilmentView } from './fulfilment-view.js';
import { orderTimelinesView } from './order-timelines-view.js';
import { ordersView } from './orders-view.js';

const placed = orderPlaced('o1', [
  ['MUG', 2, 450],
  ['CUP', 1, 300],
]);

describe('the queue of what is to be sent', () => {
  it('knows since when an order may be sent, and what is left of it', () => {
    expect(made(fulfilmentView, 'o1', placed)?.readyAt).to.equal(null);
    const partly = made(fulfilmentView, 'o1', placed, orderConfirmed('o1'), itemsShipped('o1', [['1', 'MUG', 1]]));
    expect(partly?.readyAt).to.be.a('string');
    expect(partly?.left).to.deep.equal([
      { lineId: '1', sku: 'MUG', quantity: 1 },
      { lineId: '2', sku: 'CUP', quantity: 1 },
    ]);
  });

  it('is left by what was sent or cancelled', () => {
    const rest = itemsShipped('o1', [
      ['1', 'MUG', 2],
      ['2', 'CUP', 1],
    ]);
    expect(made(fulfilmentView, 'o1', placed, orderConfirmed('o1'), rest)).to.equal(undefined);
    expect(made(fulfilmentView, 'o1', placed, orderCancelled(placed, 'changed mind'))).to.equal(undefined);
  });

  it('holds exactly the orders that are neither sent nor cancelled', () => {
    const orders = ordersView({ timeZone: 'Europe/London' });
    fc.assert(
      fc.property(randomHistory, (events) => {
        const ids = new Set(events.flatMap((event) => (event.type === 'OrderPlaced' ? [event.data.orderId] : [])));
        for (const id of ids) {
          const order = foldView(orders, id, events);
          if (order?.lines.length === 0) continue;
          const open = order?.lines.some((line) => line.shipped + line.cancelled < line.quantity);
          const isWaiting = order?.status !== 'cancelled' && open === true;
          expect(foldView(fulfilmentView, id, events) !== undefined, `${id} ${order?.status ?? ''}`).to.equal(
            isWaiting,
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the timeline of an order', () => {
  it('tells what happened by when it happened, whichever came to the log first', () => {
    const events = [placed, orderConfirmed('o1'), itemsShipped('o1', [['1', 'MUG', 2]])];
    const timeline = made(orderTimelinesView, 'o1', ...events);
    expect(timeline?.entries.map(({ type }) => type)).to.deep.equal(['OrderPlaced', 'OrderConfirmed', 'ItemsShipped']);
    const turned = made(orderTimelinesView, 'o1', ...events.reverse());
    expect(turned?.events).to.equal(3);
    const times = turned?.entries.map(({ at }) => at) ?? [];
    expect(times).to.deep.equal([...times].sort());
  });
});
