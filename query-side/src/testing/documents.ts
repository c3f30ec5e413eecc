import type { OrderDocument, PaymentDocument, ProductDocument, SalesSums, StockDocument } from '@storefold/contracts';

const DAY = '2011-12-01';

/** Documents as the projections write them; a spec names only what it is about. */
export const product = (sku: string, more: Partial<ProductDocument> = {}): ProductDocument => ({
  ...{ sku, title: `Thing ${sku}`, priceMinor: 250, currency: 'GBP', category: null, words: [] },
  ...{ definedAt: `${DAY}T09:00:00.000Z`, changedAt: `${DAY}T09:00:00.000Z` },
  ...{ categoryPath: [], description: '', attributes: [], pictures: [], familyId: null, prices: [] },
  discontinuedAt: null,
  ...more,
});

export const stock = (sku: string, onHand: number, reserved = 0): StockDocument => ({
  ...{ sku, onHand, reserved, available: onHand - reserved, reservations: reserved > 0 ? { o1: reserved } : {} },
  ...{ received: onHand, shipped: 0, returned: 0, adjusted: 0, events: 1, changedAt: `${DAY}T09:00:00.000Z` },
});

export const order = (orderId: string, more: Partial<OrderDocument> = {}): OrderDocument => ({
  ...{ orderId, orderNumber: `S-${orderId}`, status: 'placed', customerId: null, shopperId: null },
  ...{ country: 'United Kingdom', currency: 'GBP', placedAt: `${DAY}T09:30:00.000Z`, placedOn: DAY, origin: 'live' },
  lines: [
    {
      ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 2, unitPriceMinor: 450, amountMinor: 900 },
      ...{ shipped: 0, returned: 0, cancelled: 0 },
    },
  ],
  ...{ charges: [], linesMinor: 900, chargesMinor: 0, totalMinor: 900, returnedMinor: 0, cancelledMinor: 0 },
  ...{ shipments: [], returns: [], delivery: null, cancelReason: null, cancelWords: null },
  timeline: [{ type: 'OrderPlaced', occurredAt: `${DAY}T09:30:00.000Z`, eventId: `placed-${orderId}` }],
  events: 1,
  ...more,
});

export const payment = (orderId: string, more: Partial<PaymentDocument> = {}): PaymentDocument => ({
  ...{ orderId, status: 'due', currency: 'GBP', dueMinor: 900, receivedMinor: 0, refundedMinor: 0, cancelled: false },
  ...{ receipts: [], refunds: [], owedMinor: 0, authorisedMinor: 0, cards: [], disputes: [], events: 1 },
  ...more,
});

export const sums = (more: Partial<SalesSums> = {}): SalesSums => ({
  ...{ orders: 0, units: 0, linesMinor: 0, chargesMinor: 0, cancelledOrders: 0, cancelledMinor: 0 },
  ...{ refunds: 0, refundsMinor: 0, refundsOfCancelled: 0, refundsOfCancelledMinor: 0 },
  ...{ unitsReturned: 0, returnsMinor: 0, adjustments: 0, adjustmentsMinor: 0 },
  ...more,
});
