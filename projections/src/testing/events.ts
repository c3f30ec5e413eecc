import type { DataOf, ShopEvent, ShopEventType } from '@storefold/contracts';

/** One event of the shop by its type: `Event<'OrderPlaced'>`. */
export type EventOf<Type extends ShopEventType> = Extract<ShopEvent, { type: Type }>;

const total = (amounts: readonly { readonly amountMinor: number }[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** What is bought: SKU, pieces, price of one in pence. */
export type Bought = readonly [sku: string, quantity: number, unitPriceMinor: number];
/** What moves: the order's line, the SKU, pieces. */
export type Moved = readonly [lineId: string, sku: string, quantity: number];

const currency = 'GBP';
const parties = { customerId: null, country: 'United Kingdom' };
type Parties = { readonly customerId?: string | null; readonly country?: string };

export const productDefined = (sku: string, title: string, priceMinor: number, category?: string): ShopEvent => ({
  type: 'ProductDefined',
  data: { sku, title, priceMinor, currency, ...(category === undefined ? {} : { category }) },
});

export const priceChanged = (sku: string, priceMinor: number): ShopEvent => ({
  type: 'ProductPriceChanged',
  data: { sku, priceMinor, currency },
});

/** Lines are numbered from 1, titles are the SKU in small letters, totals are added up. */
export const orderPlaced = (
  orderId: string,
  bought: readonly Bought[],
  more: Partial<DataOf<'OrderPlaced'>> = {},
): EventOf<'OrderPlaced'> => {
  const lines = bought.map(([sku, quantity, unitPriceMinor], index) => ({
    ...{ lineId: (index + 1).toString(), sku, title: sku.toLowerCase(), quantity, unitPriceMinor },
    amountMinor: quantity * unitPriceMinor,
  }));
  const charges = more.charges ?? [];
  const sums = { linesMinor: total(lines), chargesMinor: total(charges), totalMinor: total(lines) + total(charges) };
  return {
    type: 'OrderPlaced',
    data: { orderId, orderNumber: `S-${orderId}`, currency, ...parties, ...sums, charges, lines, ...more },
  };
};

export const postage = (amountMinor: number) => ({
  ...{ code: 'POST', description: 'Postage', quantity: 1 },
  amountMinor,
});

export const orderConfirmed = (orderId: string): ShopEvent => ({ type: 'OrderConfirmed', data: { orderId } });

const movedLines = (moves: readonly Moved[]) => moves.map(([lineId, sku, quantity]) => ({ lineId, sku, quantity }));

export const itemsShipped = (orderId: string, moves: readonly Moved[], complete = false): ShopEvent => ({
  type: 'ItemsShipped',
  data: { orderId, shipmentId: `${orderId}-out`, lines: movedLines(moves), complete },
});

/** Takes back the whole of what was placed. */
export const orderCancelled = ({ data }: EventOf<'OrderPlaced'>, reason = 'changed their mind'): ShopEvent => {
  const { orderId, customerId, country, linesMinor, chargesMinor, totalMinor, lines } = data;
  return {
    type: 'OrderCancelled',
    data: { orderId, reason, customerId, country, currency, linesMinor, chargesMinor, totalMinor, lines },
  };
};

/** @param amountsMinor worth of each line that comes back, in the order of the moves */
export const itemsReturned = (
  orderId: string,
  moves: readonly Moved[],
  amountsMinor: readonly number[],
  who: Parties = {},
): ShopEvent => {
  const lines = movedLines(moves).map((line, index) => ({ ...line, amountMinor: amountsMinor[index] ?? 0 }));
  return {
    type: 'ItemsReturned',
    data: {
      ...{ orderId, returnId: `${orderId}-back`, reason: 'cracked', ...parties, ...who, currency },
      ...{ lines, amountMinor: total(lines) },
    },
  };
};

export const paymentReceived = (orderId: string, receiptId: string, amountMinor: number): ShopEvent => ({
  type: 'PaymentReceived',
  data: { paymentId: orderId, orderId, receiptId, method: 'cash', amountMinor, currency, ...parties },
});

export const paymentRefunded = (
  orderId: string,
  refundId: string,
  amountMinor: number,
  more: Partial<DataOf<'PaymentRefunded'>> = {},
): ShopEvent => ({
  type: 'PaymentRefunded',
  data: { paymentId: orderId, orderId, refundId, amountMinor, currency, reason: 'cracked', ...parties, ...more },
});

/** @param lines SKU, pieces and worth of what came back */
export const creditIssued = (
  creditId: string,
  lines: readonly (readonly [sku: string, quantity: number, amountMinor: number])[],
  chargesMinor = 0,
  who: Parties = {},
): ShopEvent => {
  const credited = lines.map(([sku, quantity, amountMinor]) => ({ sku, title: `${sku} back`, quantity, amountMinor }));
  const charges = chargesMinor === 0 ? [] : [postage(chargesMinor)];
  return {
    type: 'CreditIssued',
    data: {
      ...{ creditId, ...parties, ...who, currency, lines: credited, charges },
      ...{ totalMinor: total(credited) + total(charges), reason: 'cracked' },
    },
  };
};

export const accountAdjusted = (adjustmentId: string, amountMinor: number, who: Parties = {}): ShopEvent => ({
  type: 'AccountAdjusted',
  data: { adjustmentId, ...parties, ...who, currency, amountMinor, description: 'Adjust bad debt' },
});

export const staffAdded = (staffId: string): ShopEvent => ({
  type: 'StaffMemberAdded',
  data: { staffId, login: staffId, roles: ['clerk'] },
});
