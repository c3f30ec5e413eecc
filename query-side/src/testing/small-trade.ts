import type { DataOf, OrderLine, Recorded, ShopEvent } from '@storefold/contracts';
import { allViews } from '@storefold/projections';
import type { Db } from 'mongodb';

type Happened = readonly [occurredAt: string, event: ShopEvent];
type Order = {
  readonly id: string;
  readonly customer: string | null;
  readonly country: string;
  readonly postage?: number;
};

const shelf = { MUG: ['Blue mug', 450, 40], SIGN: ['Garden sign', 1_200, 6], BLOCK: ['Word block', 595, 20] } as const;
type Sku = keyof typeof shelf;

const line = (lineId: string, sku: Sku, quantity: number): OrderLine => {
  const [title, unitPriceMinor] = shelf[sku];
  return { lineId, sku, title, quantity, unitPriceMinor, amountMinor: quantity * unitPriceMinor };
};
const parties = ({ customer, country }: Order) => ({ customerId: customer, country });

const placing = (order: Order, lines: readonly OrderLine[]): DataOf<'OrderPlaced'> => {
  const linesMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const chargesMinor = order.postage ?? 0;
  return {
    ...{ orderId: order.id, orderNumber: `S-${order.id}`, ...parties(order), currency: 'GBP', lines: [...lines] },
    charges:
      chargesMinor === 0 ? [] : [{ code: 'POST', description: 'Postage', quantity: 1, amountMinor: chargesMinor }],
    ...{ linesMinor, chargesMinor, totalMinor: linesMinor + chargesMinor },
  };
};
const shipping = ({ id }: Order, lines: readonly OrderLine[]): readonly ShopEvent[] => [
  {
    type: 'ItemsShipped',
    data: {
      ...{ orderId: id, shipmentId: `s-${id}`, complete: true },
      lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
    },
  },
  ...lines.map(({ sku, quantity }): ShopEvent => ({
    type: 'StockShipped',
    data: { sku, quantity, orderId: id, movementId: `s-${id}-${sku}`, fromReservation: 0 },
  })),
];
const paying = (order: Order, amountMinor: number): ShopEvent => ({
  type: 'PaymentReceived',
  data: {
    ...{ paymentId: order.id, orderId: order.id, receiptId: `r-${order.id}`, method: 'bank-transfer' },
    ...{ amountMinor, currency: 'GBP', ...parties(order) },
  },
});

const ann = { customer: '17850', country: 'United Kingdom' };
const finn = { customer: '14911', country: 'EIRE' };
const [o1, o2, o4, o5]: readonly [Order, Order, Order, Order] = [
  { id: 'o1', ...ann, postage: 300 },
  { id: 'o2', ...finn },
  { id: 'o4', ...ann },
  { id: 'o5', ...finn },
];
const o3: Order = { id: 'o3', customer: null, country: 'United Kingdom' };
const lines = {
  ...{ o1: [line('1', 'MUG', 6), line('2', 'SIGN', 1)], o2: [line('1', 'BLOCK', 4)], o3: [line('1', 'MUG', 2)] },
  ...{ o4: [line('1', 'SIGN', 2)], o5: [line('1', 'MUG', 1)] },
};
const at = (moment: string, ...events: readonly ShopEvent[]): readonly Happened[] =>
  events.map((event) => [`2011-${moment}:00.000Z`, event]);
const placed = (order: Order, of: readonly OrderLine[]): ShopEvent => ({
  type: 'OrderPlaced',
  data: placing(order, of),
});

/** Five orders of a small shop: one due, one paid in part, one returned in part, one cancelled. */
const history: readonly Happened[] = [
  ...Object.entries(shelf).flatMap(([sku, [title, priceMinor, quantity]]) =>
    at(
      '11-01T08:00',
      { type: 'ProductDefined', data: { sku, title, priceMinor, currency: 'GBP', category: 'gifts' } },
      { type: 'StockReceived', data: { sku, movementId: `m-${sku}`, quantity } },
    ),
  ),
  ...at('11-03T10:15', placed(o1, lines.o1), paying(o1, 4_200)),
  ...at('11-04T10:15', ...shipping(o1, lines.o1)),
  ...at('11-15T14:00', placed(o2, lines.o2), paying(o2, 1_000)),
  ...at('11-18T14:00', ...shipping(o2, lines.o2)),
  ...at('12-01T09:30', placed(o3, lines.o3), {
    ...{ type: 'StockReserved', data: { sku: 'MUG', orderId: 'o3', quantity: 2 } },
  }),
  ...at('12-05T16:45', placed(o4, lines.o4), paying(o4, 2_400)),
  ...at('12-06T04:45', ...shipping(o4, lines.o4)),
  ...at('12-06T11:00', placed(o5, lines.o5)),
  ...at('12-06T12:00', {
    type: 'OrderCancelled',
    data: {
      ...{ orderId: 'o5', reason: 'changed my mind', ...parties(o5), currency: 'GBP', lines: lines.o5 },
      ...{ linesMinor: 450, chargesMinor: 0, totalMinor: 450 },
    },
  }),
  ...at(
    '12-08T09:00',
    {
      type: 'ItemsReturned',
      data: {
        ...{ orderId: 'o4', returnId: 'b1', reason: 'bent', ...parties(o4), currency: 'GBP', amountMinor: 1_200 },
        lines: [{ lineId: '1', sku: 'SIGN', quantity: 1, amountMinor: 1_200 }],
      },
    },
    { type: 'StockReturned', data: { sku: 'SIGN', movementId: 'b1', quantity: 1, orderId: 'o4' } },
    {
      type: 'PaymentRefunded',
      data: {
        ...{ paymentId: 'o4', orderId: 'o4', refundId: 'f1', returnId: 'b1', amountMinor: 1_200, currency: 'GBP' },
        ...{ reason: 'bent', ...parties(o4) },
      },
    },
  ),
  ...at(
    '12-08T10:00',
    {
      type: 'FamilyDefined',
      data: { familyId: 'f1', title: 'A sign', options: [{ name: 'size', values: ['large'] }] },
    },
    {
      type: 'VariantAdded',
      data: { familyId: 'f1', changeId: 'c1', sku: 'SIGN', values: [{ option: 'size', value: 'large' }] },
    },
  ),
  ...at('12-08T11:00', {
    type: 'InvoiceIssued',
    data: {
      ...{ register: 'invoice-2011-12', sequence: 1, number: 'INV-2011-12-000001', documentId: 'o4', orderId: 'o4' },
      ...{ orderNumber: 'S-o4', ...parties(o4), currency: 'GBP', orderedOn: '2011-12-05', pricesIncludeTax: true },
      ...{ issuedAt: '2011-12-06T04:45:00.000Z', issuedOn: '2011-12-06', seller: { name: 'The spec', address: [] } },
      lines: lines.o4.map((sold) => ({ ...sold, payableMinor: sold.amountMinor, taxRateBp: 2_000, taxMinor: 400 })),
      taxes: [{ taxRateBp: 2_000, netMinor: 2_000, taxMinor: 400, grossMinor: 2_400 }],
      ...{ charges: [], taxMinor: 400, totalMinor: 2_400 },
    },
  }),
  ...at('12-08T11:00', {
    type: 'CreditNoteIssued',
    data: {
      ...{ register: 'creditnote-2011-12', sequence: 1, number: 'CN-2011-12-000001', documentId: 'n1', orderId: 'o4' },
      ...{ orderNumber: 'S-o4', ...parties(o4), currency: 'GBP', invoicedOn: '2011-12-06' },
      ...{ issuedAt: '2011-12-08T09:00:00.000Z', issuedOn: '2011-12-08', seller: { name: 'The spec', address: [] } },
      ...{ invoiceNumber: 'INV-2011-12-000001', cause: { kind: 'return', id: 'b1' }, creditedBefore: [] },
      lines: [
        {
          ...{ lineId: '1', sku: 'SIGN', title: 'Garden sign', quantity: 1, payableMinor: 1_200 },
          ...{ taxRateBp: 2_000, taxMinor: 200 },
        },
      ],
      taxes: [{ taxRateBp: 2_000, netMinor: 1_000, taxMinor: 200, grossMinor: 1_200 }],
      ...{ taxMinor: 200, totalMinor: 1_200 },
    },
  }),
];

const recorded = ([occurredAt, event]: Happened, index: number): Recorded => ({
  ...event,
  ...{ eventId: `event-${index.toString()}`, streamId: 'a-stream', revision: BigInt(index) },
  ...{ position: BigInt(100 * (index + 1)), recordedAt: occurredAt },
  metadata: {
    ...{ $correlationId: 'the-trade', $causationId: 'the-trade', commandId: 'the-trade', occurredAt },
    ...{ actor: { kind: 'import', id: 'spec' }, origin: 'import', schemaVersion: 1 },
  },
});

/** Fills every read model with the trade, folded by the views that the projections run. */
export const writeSmallTrade = async (db: Db, timeZone: string): Promise<void> => {
  const events = history.map(recorded);
  for (const view of allViews({ timeZone })) {
    const documents = new Map<string, object>();
    for (const event of events) {
      for (const _id of view.keys(event)) {
        const document = view.project(documents.get(_id), event, _id);
        if (document) documents.set(_id, { ...document, _position: event.position });
        else documents.delete(_id);
      }
    }
    if (documents.size === 0) continue;
    await db
      .collection<{ _id: string }>(view.collection)
      .insertMany([...documents].map(([_id, document]) => ({ ...document, _id })));
  }
};
