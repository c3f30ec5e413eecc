import { setTimeout as sleep } from 'node:timers/promises';
import type { DataOf, OrderEvent, PaymentEvent, Recorded, ShopEvent } from '@storefold/contracts';
import { toRecorded } from '@storefold/platform';
import { anyView, foldView, ordersView, paymentsView, productsView, stockView } from '@storefold/projections';
import { expect } from 'chai';
import { auditor } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop, type Reply } from '../testing/queried-shop.js';
import type { AsOf } from './as-of-questions.js';

const asOfIn = ({ status, body }: Reply): AsOf => {
  expect(status, JSON.stringify(body)).to.equal(200);
  // The shape that the pages of the audit rely on; the specs look at its parts.
  return body as AsOf;
};

const parties = { customerId: null, country: 'United Kingdom' };
const placing: DataOf<'OrderPlaced'> = {
  ...{ orderId: 'o1', orderNumber: 'S-1', shopperId: 'shopper-ann', ...parties, currency: 'GBP', charges: [] },
  lines: [{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 3, unitPriceMinor: 450, amountMinor: 1_350 }],
  ...{ linesMinor: 1_350, chargesMinor: 0, totalMinor: 1_350 },
};
const placed: OrderEvent = { type: 'OrderPlaced', data: placing };
const shipped = (shipmentId: string, quantity: number, complete: boolean): OrderEvent => ({
  type: 'ItemsShipped',
  data: { orderId: 'o1', shipmentId, lines: [{ lineId: '1', sku: 'MUG', quantity }], complete },
});
const returned: OrderEvent = {
  type: 'ItemsReturned',
  data: {
    ...{ orderId: 'o1', returnId: 'b1', reason: 'cracked', ...parties, currency: 'GBP', amountMinor: 450 },
    lines: [{ lineId: '1', sku: 'MUG', quantity: 1, amountMinor: 450 }],
  },
};
const received: PaymentEvent = {
  type: 'PaymentReceived',
  data: {
    ...{ paymentId: 'o1', orderId: 'o1', receiptId: 'r1', method: 'cheque', amountMinor: 1_350, currency: 'GBP' },
    ...parties,
  },
};
const refunded: PaymentEvent = {
  type: 'PaymentRefunded',
  data: {
    ...{ paymentId: 'o1', orderId: 'o1', refundId: 'f1', amountMinor: 450, currency: 'GBP', reason: 'cracked' },
    ...parties,
  },
};
const define: ShopEvent = {
  type: 'ProductDefined',
  data: { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' },
};
const price = (priceMinor: number): ShopEvent => ({
  type: 'ProductPriceChanged',
  data: { sku: 'MUG', priceMinor, currency: 'GBP' },
});

/** What happened, in the order in which it was recorded: the cheque was noted days after it came. */
const history: readonly (readonly [stream: string, event: ShopEvent, occurredAt: string])[] = [
  ['product-MUG', define, '2011-12-01T08:00:00.000Z'],
  [
    'stock-MUG',
    { type: 'StockReceived', data: { sku: 'MUG', movementId: 'm1', quantity: 9 } },
    '2011-12-01T08:30:00.000Z',
  ],
  ['order-o1', placed, '2011-12-01T09:00:00.000Z'],
  ['order-o1', { type: 'OrderConfirmed', data: { orderId: 'o1' } }, '2011-12-01T09:00:01.000Z'],
  ['order-o1', shipped('s1', 2, false), '2011-12-02T10:00:00.000Z'],
  ['product-MUG', price(500), '2011-12-02T12:00:00.000Z'],
  ['order-o1', shipped('s2', 1, true), '2011-12-05T10:00:00.000Z'],
  ['payment-o1', received, '2011-12-01T17:00:00.000Z'],
  ['product-MUG', price(480), '2011-12-02T11:00:00.000Z'],
  ['payment-o1', refunded, '2011-12-06T09:00:00.000Z'],
  ['order-o1', returned, '2011-12-06T08:00:00.000Z'],
];

describe('the past', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  let log: readonly Recorded[];

  before(async () => {
    shop = await openQueriedShop();
    for (const [stream, event, occurredAt] of history) {
      const before = Date.now();
      // Recorded at a moment of its own, so that each can be asked for.
      while (Date.now() <= before + 1) await sleep(1);
      await shop.append(stream, event, { occurredAt });
    }
    const events: Recorded[] = [];
    for await (const { event } of shop.eventStore.readAll())
      if (event && /^(order|payment|product|stock)-/.test(event.streamId)) events.push(toRecorded(event));
    log = events;
    expect(new Set(log.map(({ recordedAt }) => recordedAt)).size).to.equal(history.length);
  });
  after(() => shop.close());

  const ask = (subject: string, id: string, axis: 'recorded' | 'occurred', at?: string) =>
    shop.ask(`/audit/${subject}/${id}?axis=${axis}${at === undefined ? '' : `&at=${at}`}`, auditor);
  const recordedAt = (index: number): string => log[index]?.recordedAt ?? '';

  describe('as the log knew it', () => {
    it('shows an order before it was shipped', async () => {
      const { document, foldedFrom, asOf, axis } = asOfIn(await ask('orders', 'o1', 'recorded', recordedAt(3)));
      expect(document).to.include({ status: 'confirmed', totalMinor: 1_350, placedOn: '2011-12-01', events: 2 });
      expect(foldedFrom.map(({ type, revision }) => [type, revision])).to.deep.equal([
        ['OrderPlaced', '0'],
        ['OrderConfirmed', '1'],
      ]);
      expect([asOf, axis]).to.deep.equal([recordedAt(3), 'recorded']);
    });
    it('shows an account due until the cheque was noted', async () => {
      expect(asOfIn(await ask('payments', 'o1', 'recorded', recordedAt(6))).document).to.include({ status: 'due' });
      expect(asOfIn(await ask('payments', 'o1', 'recorded', recordedAt(7))).document).to.include({ status: 'paid' });
    });
    it('shows what was due less what had come back', async () => {
      expect(asOfIn(await ask('payments', 'o1', 'recorded', recordedAt(9))).document).to.include({ dueMinor: 1_350 });
      expect(asOfIn(await ask('payments', 'o1', 'recorded', recordedAt(10))).document).to.include({ dueMinor: 900 });
    });
    it('shows a price as it was charged', async () => {
      expect(asOfIn(await ask('products', 'MUG', 'recorded', recordedAt(4))).document).to.include({ priceMinor: 450 });
      expect(asOfIn(await ask('products', 'MUG', 'recorded', recordedAt(5))).document).to.include({ priceMinor: 500 });
    });
  });

  describe('as it happened', () => {
    it('shows an account paid on the day the cheque came, though it was noted later', async () => {
      const { document, foldedFrom } = asOfIn(await ask('payments', 'o1', 'occurred', '2011-12-01T17:00:00.000Z'));
      expect(document).to.include({ status: 'paid', receivedMinor: 1_350, refundedMinor: 0 });
      expect(foldedFrom.map(({ type }) => type)).to.deep.equal(['OrderPlaced', 'PaymentReceived']);
    });
    it('shows it due a moment before', async () => {
      const { document } = asOfIn(await ask('payments', 'o1', 'occurred', '2011-12-01T16:59:59.999Z'));
      expect(document).to.include({ status: 'due', receivedMinor: 0 });
    });
    it('shows a return before its refund, though both streams tell of it the other way round', async () => {
      const { document, foldedFrom } = asOfIn(await ask('payments', 'o1', 'occurred', '2011-12-06T08:00:00.000Z'));
      expect(document).to.include({ status: 'paid', dueMinor: 900, receivedMinor: 1_350, refundedMinor: 0 });
      expect(foldedFrom.map(({ type }) => type)).to.deep.equal(['OrderPlaced', 'PaymentReceived', 'ItemsReturned']);
    });
    it('folds what had happened in the order of the log', async () => {
      // At eleven the price of 480 had been set; by noon both had, and the log holds 480 as the last of them.
      const at = async (time: string) =>
        asOfIn(await ask('products', 'MUG', 'occurred', `2011-12-02T${time}Z`)).document;
      expect(await at('10:59:59.999')).to.include({ priceMinor: 450 });
      expect(await at('11:00:00.000')).to.include({ priceMinor: 480 });
      expect(await at('12:00:00.000')).to.include({ priceMinor: 480 });
    });
    it('understands a moment of any offset', async () => {
      const { asOf, document } = asOfIn(await ask('orders', 'o1', 'occurred', '2011-12-02T12:00:00%2B02:00'));
      expect(asOf).to.equal('2011-12-02T10:00:00.000Z');
      expect(document).to.include({ status: 'partly-shipped' });
    });
  });

  it('is now where no moment is named, by the order of recording', async () => {
    const { document, asOf, axis, moments } = asOfIn(await shop.ask('/audit/orders/o1', auditor));
    expect(document).to.include({ status: 'partly-returned', events: 5 });
    expect([asOf, axis]).to.deep.equal([null, 'recorded']);
    expect(moments.map(({ type }) => type)).to.deep.equal([
      'OrderPlaced',
      'OrderConfirmed',
      'ItemsShipped',
      'ItemsShipped',
      'ItemsReturned',
    ]);
  });
  it('names every event of it, also those after the moment', async () => {
    const { moments, foldedFrom } = asOfIn(await ask('products', 'MUG', 'recorded', recordedAt(0)));
    expect([foldedFrom.length, moments.length]).to.deep.equal([1, 3]);
  });

  const views = {
    ...{ orders: anyView(ordersView({ timeZone: 'Europe/London' })), payments: anyView(paymentsView) },
    ...{ products: anyView(productsView), stock: anyView(stockView) },
  };
  for (const [subject, id] of [
    ['orders', 'o1'],
    ['payments', 'o1'],
    ['products', 'MUG'],
    ['stock', 'MUG'],
  ] as const) {
    for (const axis of ['recorded', 'occurred'] as const) {
      it(`of ${subject} equals the fold of their own events at every moment: ${axis}`, async () => {
        const view = views[subject];
        const momentOf = (event: Recorded) => (axis === 'recorded' ? event.recordedAt : event.metadata.occurredAt);
        const own = log.filter((event) => view.keys(event).includes(id));
        expect(own).to.have.length.above(0);
        for (const at of log.map(momentOf)) {
          const counted = own.filter((event) => momentOf(event) <= at);
          const reply = await ask(subject, id, axis, at);
          if (counted.length === 0) {
            expect(refusalIn(reply)).to.deep.equal([404, 'not-there-yet']);
            continue;
          }
          const { document, foldedFrom } = asOfIn(reply);
          expect(document).to.deep.equal(foldView(view, id, counted));
          expect(foldedFrom).to.deep.equal(
            counted.map((event) => ({
              ...{ eventId: event.eventId, type: event.type, revision: event.revision.toString() },
              ...{ position: shop.token(event.position), occurredAt: event.metadata.occurredAt },
              recordedAt: event.recordedAt,
            })),
          );
        }
      });
    }
  }

  it('holds nothing of a thing before its first event, and says when that was', async () => {
    for (const [axis, at] of [
      ['occurred', '2011-12-01T08:59:59.999Z'],
      ['recorded', '2011-12-01T09:00:00.000Z'],
    ] as const) {
      const reply = await ask('orders', 'o1', axis, at);
      expect(refusalIn(reply)).to.deep.equal([404, 'not-there-yet']);
      expect(problemIn(reply).facts).to.deep.equal({
        ...{ axis, asOf: at, firstOccurredAt: '2011-12-01T09:00:00.000Z', firstRecordedAt: recordedAt(2) },
      });
    }
  });
  it('holds nothing of what never was', async () => {
    for (const subject of ['orders', 'payments', 'products', 'stock'])
      expect(refusalIn(await shop.ask(`/audit/${subject}/none`, auditor))).to.deep.equal([404, 'no-history']);
  });
});
