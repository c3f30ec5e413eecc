import type { DataOf, ShopEvent } from '@storefold/contracts';
import type { OrderCommand } from '../orders/order-decider.js';

/** The order of the specs of returns: three mugs of which 10.00 was paid, two cups at 3.33, and 5.00 for its delivery. */
export const orderId = 'o1';
export const parties = { customerId: null, country: 'France', currency: 'GBP' };
export const lines = [
  {
    ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 3, unitPriceMinor: 450, amountMinor: 1_350 },
    payableMinor: 1_000,
  },
  { lineId: '2', sku: 'CUP', title: 'A cup', quantity: 2, unitPriceMinor: 333, amountMinor: 666 },
];
export const totalMinor = 2_166;
export const placed: ShopEvent = {
  type: 'OrderPlaced',
  data: {
    ...{
      orderId,
      orderNumber: 'S-1',
      shopperId: 'ann',
      ...parties,
      lines,
      linesMinor: 2_016,
      chargesMinor: 150,
      totalMinor,
    },
    charges: [
      { code: 'DELIVERY', description: 'By post', quantity: 1, amountMinor: 500 },
      { code: 'DISCOUNT', description: 'LESS', quantity: 1, amountMinor: -350 },
    ],
  },
};
export const confirmed: ShopEvent = { type: 'OrderConfirmed', data: { orderId } };
type Of = readonly { readonly lineId: string; readonly quantity: number }[];

const skus: Readonly<Record<string, string>> = { 1: 'MUG', 2: 'CUP' };
export const moved = (of: Of) => of.map(({ lineId, quantity }) => ({ lineId, sku: skus[lineId] ?? '', quantity }));
export const mugs = (quantity: number) => [{ lineId: '1', quantity }];
export const all = [...mugs(3), { lineId: '2', quantity: 2 }];

export const shipped = (of: Of, shipmentId = 's1', shippedAt?: string): ShopEvent => ({
  type: 'ItemsShipped',
  data: { orderId, shipmentId, lines: moved(of), complete: false, ...(shippedAt === undefined ? {} : { shippedAt }) },
});
export const ask = (of: Of, more: Partial<Extract<OrderCommand, { kind: 'request-return' }>> = {}): OrderCommand => ({
  ...{ kind: 'request-return', orderId, returnId: 'r1', reason: 'faulty', lines: of },
  ...more,
});
export const asked = (of: Of, returnId = 'r1'): ShopEvent => ({
  type: 'ReturnRequested',
  data: { orderId, returnId, reason: 'faulty', lines: moved(of) },
});
const step = { orderId, returnId: 'r1' };
export const approve: OrderCommand = { kind: 'approve-return', ...step };
export const approved: ShopEvent = { type: 'ReturnApproved', data: step };
export const decline: OrderCommand = { kind: 'decline-return', ...step };
export const withdraw: OrderCommand = { kind: 'withdraw-return', ...step };
export const receive = (of: Of, receiptId = 'c1'): OrderCommand => ({
  kind: 'receive-return',
  ...step,
  receiptId,
  lines: of,
});
export const received = (of: Of): ShopEvent => ({
  type: 'ReturnReceived',
  data: { ...step, receiptId: 'c1', lines: moved(of) },
});
export const inspect = (
  found: Extract<OrderCommand, { kind: 'inspect-return' }>['lines'],
  more: Partial<Extract<OrderCommand, { kind: 'inspect-return' }>> = {},
): OrderCommand => ({ ...{ kind: 'inspect-return', ...step, inspectionId: 'i1', lines: found }, ...more });
export const inspected = (
  of: DataOf<'ReturnInspected'>['lines'],
  more: Partial<DataOf<'ReturnInspected'>> = {},
): ShopEvent => ({
  type: 'ReturnInspected',
  data: {
    ...{ ...step, inspectionId: 'i1', ...parties, lines: of },
    amountMinor: of.reduce((sum, { amountMinor }) => sum + amountMinor, more.deliveryMinor ?? 0),
    ...more,
  },
});
/** Whoever is asked why, says so. */
export const words = { sealed: 1, keyId: 'order-o1', bound: 'b', nonce: 'n'.repeat(16), box: 'x'.repeat(24) } as const;
