import { expect } from 'chai';
import type { OrderStatus, ShopEvent } from '@storefold/contracts';
import { foldView } from '../engine/view.js';
import {
  itemsReturned,
  itemsShipped,
  orderCancelled,
  orderConfirmed,
  orderPlaced,
  paymentReceived,
  postage,
} from '../testing/events.js';
import { eventIdOf, History, historyOf, london } from '../testing/history.js';
import { returnInspected, returnOnItsWay, returnRequested } from '../testing/return-events.js';
import { ordersView } from './orders-view.js';

const view = ordersView(london);
/** Two mugs at 4.50, one cup at 1.99, and 2.95 for postage. */
const placed = orderPlaced(
  'o1',
  [
    ['MUG', 2, 450],
    ['CUP', 1, 199],
  ],
  { charges: [postage(295)] },
);
const fold = (...events: readonly ShopEvent[]) => foldView(view, 'o1', historyOf(...events));
const confirmed = orderConfirmed('o1');
const shipMugs = itemsShipped('o1', [['1', 'MUG', 2]]);
const cup = itemsShipped('o1', [['2', 'CUP', 1]], true);
/** Another parcel than the mugs'. */
const shipCup: ShopEvent =
  cup.type === 'ItemsShipped' ? { ...cup, data: { ...cup.data, shipmentId: 'the second parcel' } } : cup;
const shipAll = itemsShipped(
  'o1',
  [
    ['1', 'MUG', 2],
    ['2', 'CUP', 1],
  ],
  true,
);
/** The first parcel of the order. */
const arrived: ShopEvent = {
  type: 'ShipmentDelivered',
  data: { orderId: 'o1', shipmentId: shipMugs.type === 'ItemsShipped' ? shipMugs.data.shipmentId : '' },
};
const oneMugBack = itemsReturned('o1', [['1', 'MUG', 1]], [450]);
const restBack = itemsReturned(
  'o1',
  [
    ['1', 'MUG', 1],
    ['2', 'CUP', 1],
  ],
  [450, 199],
);

const statuses: readonly (readonly [what: string, events: readonly ShopEvent[], status: OrderStatus])[] = [
  ['it was placed', [], 'placed'],
  ['it was confirmed', [confirmed], 'confirmed'],
  ['one line has left', [confirmed, shipMugs], 'partly-shipped'],
  ['one of two mugs has left', [confirmed, itemsShipped('o1', [['1', 'MUG', 1]])], 'partly-shipped'],
  ['every line has left', [confirmed, shipMugs, shipCup], 'shipped'],
  ['all of it has arrived', [confirmed, shipAll, arrived], 'delivered'],
  ['one of two parcels has arrived', [confirmed, shipMugs, shipCup, arrived], 'shipped'],
  ['one mug came back after it had arrived', [shipAll, arrived, oneMugBack], 'partly-returned'],
  ['it left before it was confirmed', [shipMugs, shipCup, confirmed], 'shipped'],
  ['one mug came back', [shipMugs, shipCup, oneMugBack], 'partly-returned'],
  ['everything came back', [shipMugs, shipCup, oneMugBack, restBack], 'returned'],
  ['it was cancelled', [confirmed, orderCancelled(placed)], 'cancelled'],
  ['something moves that is no line of it', [confirmed, itemsShipped('o1', [['9', 'POT', 1]])], 'confirmed'],
];

describe('the orders', () => {
  it('shows what was ordered, to the penny', () => {
    expect(fold(placed)).to.deep.equal({
      ...{ orderId: 'o1', orderNumber: 'S-o1', status: 'placed', customerId: null, shopperId: null },
      ...{ country: 'United Kingdom', currency: 'GBP', origin: 'live', delivery: null, cancelReason: null },
      ...{ shipments: [], returns: [], cancelWords: null },
      ...{ placedAt: '2011-03-07T10:00:00.000Z', placedOn: '2011-03-07' },
      lines: [
        {
          ...{ lineId: '1', sku: 'MUG', title: 'mug', quantity: 2, unitPriceMinor: 450, amountMinor: 900 },
          ...{ shipped: 0, returned: 0, cancelled: 0 },
        },
        {
          ...{ lineId: '2', sku: 'CUP', title: 'cup', quantity: 1, unitPriceMinor: 199, amountMinor: 199 },
          ...{ shipped: 0, returned: 0, cancelled: 0 },
        },
      ],
      charges: [{ code: 'POST', description: 'Postage', quantity: 1, amountMinor: 295 }],
      ...{ linesMinor: 1_099, chargesMinor: 295, totalMinor: 1_394, returnedMinor: 0, cancelledMinor: 0 },
      timeline: [{ type: 'OrderPlaced', occurredAt: '2011-03-07T10:00:00.000Z', eventId: eventIdOf(0) }],
      events: 1,
    });
  });

  for (const [what, events, status] of statuses)
    it(`is ${status} where ${what}`, () => {
      expect(fold(placed, ...events)?.status).to.equal(status);
    });

  it('counts what left and what came back by line, and what that was worth', () => {
    const document = fold(placed, confirmed, shipMugs, shipCup, oneMugBack, restBack);
    expect(document?.lines.map(({ lineId, shipped, returned }) => [lineId, shipped, returned])).to.deep.equal([
      ['1', 2, 2],
      ['2', 1, 1],
    ]);
    expect(document).to.include({ returnedMinor: 1_099, totalMinor: 1_394, events: 6 });
  });

  it('is shipped when it is said to be, where it has charges alone', () => {
    const charges = orderPlaced('o1', [], { charges: [postage(1_500)] });
    expect(fold(charges, itemsShipped('o1', [], false))?.status).to.equal('placed');
    expect(fold(charges, itemsShipped('o1', [], true))?.status).to.equal('shipped');
  });

  it('keeps why it was cancelled', () => {
    expect(fold(placed, orderCancelled(placed, 'out of stock'))?.cancelReason).to.equal('out of stock');
  });

  it('is shipped when all that was not cancelled is, and counts what the cancelled lines were worth', () => {
    const cupOut: ShopEvent = {
      type: 'OrderLinesCancelled',
      data: {
        ...{
          orderId: 'o1',
          cancellationId: 'c1',
          reason: 'no cup',
          customerId: null,
          country: 'France',
          currency: 'GBP',
        },
        ...{ lines: [{ lineId: '2', sku: 'CUP', quantity: 1, amountMinor: 199 }], amountMinor: 199 },
      },
    };
    expect(fold(placed, confirmed, cupOut)).to.include({ status: 'confirmed', cancelledMinor: 199 });
    expect(fold(placed, confirmed, cupOut, shipMugs)?.status).to.equal('shipped');
    const document = fold(placed, confirmed, shipMugs, cupOut);
    expect(document?.status).to.equal('shipped');
    expect(document?.lines.map(({ cancelled }) => cancelled)).to.deep.equal([0, 1]);
  });

  describe('with a return that was asked for', () => {
    const mugs = [['1', 'MUG', 2]] as const;
    const sent = [placed, confirmed, shipMugs, shipCup];
    it('shows it from the wish on, and counts its pieces as back once they were looked at', () => {
      const here = fold(...sent, ...returnOnItsWay('o1', 'back1', mugs));
      expect([here?.returnedMinor, here?.lines[0]?.returned]).to.deep.equal([0, 0]);
      expect(here?.returns[0]).to.deep.include({
        returnId: 'back1',
        status: 'received',
        reason: 'faulty',
        amountMinor: null,
      });
      expect(here?.returns[0]?.lines).to.deep.equal([
        { lineId: '1', sku: 'MUG', quantity: 2, received: 2, sellable: null, writtenOff: null, amountMinor: null },
      ]);
      const over = fold(
        ...[...sent, ...returnOnItsWay('o1', 'back1', mugs)],
        returnInspected('o1', 'back1', mugs, [[1, 700]], { deliveryMinor: 295 }),
      );
      expect([over?.returnedMinor, over?.lines[0]?.returned, over?.status]).to.deep.equal([995, 2, 'partly-returned']);
      expect(over?.returns[0]).to.deep.include({ status: 'inspected', amountMinor: 995, deliveryMinor: 295 });
      expect(over?.returns[0]?.lines[0]).to.include({ sellable: 1, writtenOff: 1, amountMinor: 700 });
    });
    it('shows one that was declined or withdrawn, and says why not', () => {
      const words = { sealed: 1, keyId: 'order-o1', bound: 'b', nonce: 'n'.repeat(16), box: 'x'.repeat(24) } as const;
      const document = fold(
        ...[...sent, returnRequested('o1', 'a', mugs, { words }), returnRequested('o1', 'b', [['2', 'CUP', 1]])],
        { type: 'ReturnDeclined', data: { orderId: 'o1', returnId: 'a', words } },
        { type: 'ReturnWithdrawn', data: { orderId: 'o1', returnId: 'b' } },
      );
      expect(
        document?.returns.map(({ returnId, status, words: own, declineWords }) => [
          returnId,
          status,
          own,
          declineWords,
        ]),
      ).to.deep.equal([
        ['a', 'declined', words, words],
        ['b', 'withdrawn', null, null],
      ]);
    });
    it('shows nothing of a return that was never asked for', () => {
      expect(fold(...sent, { type: 'ReturnApproved', data: { orderId: 'o1', returnId: 'x' } })?.returns).to.deep.equal(
        [],
      );
    });
  });

  it('is of the day that the shop’s clock shows', () => {
    const late = (occurredAt: string) =>
      foldView(view, 'o1', new History().when({ occurredAt }).happens(placed).events);
    expect(late('2011-07-01T23:30:00.000Z')?.placedOn).to.equal('2011-07-02');
    expect(late('2011-12-31T23:30:00.000Z')?.placedOn).to.equal('2011-12-31');
  });

  it('keeps whose it is and its sealed delivery as they are', () => {
    const delivery = { sealed: 1, keyId: 'order-o1', bound: 'b', nonce: 'n'.repeat(16), box: 'x'.repeat(24) } as const;
    const mine = orderPlaced('o1', [['MUG', 1, 450]], { customerId: '13085', shopperId: 's1', delivery });
    expect(fold(mine)).to.deep.include({ customerId: '13085', shopperId: 's1', delivery });
  });

  it('keeps the newest 200 entries of its timeline, and counts them all', () => {
    const document = fold(placed, ...Array.from({ length: 250 }, () => confirmed));
    expect(document?.timeline).to.have.length(200);
    expect(document?.timeline[0]?.eventId).to.equal(eventIdOf(51));
    expect(document?.timeline.at(-1)?.eventId).to.equal(eventIdOf(250));
    expect(document?.events).to.equal(251);
  });

  it('makes no order of what happens to one that was never placed', () => {
    expect(fold(confirmed, shipMugs, oneMugBack)).to.equal(undefined);
    expect(fold(confirmed, placed)).to.include({ status: 'placed', events: 1 });
  });

  it('is not touched by payments', () => {
    expect(historyOf(paymentReceived('o1', 'r1', 1)).flatMap(view.keys)).to.deep.equal([]);
  });
});
