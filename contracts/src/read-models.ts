import type { Sealed } from './personal.js';
import type { FamilyOption, OptionValue, ProductAttribute, ProductPicture } from './events/catalogue.js';
import type { OrderCharge, OrderLine, Tracking } from './events/orders.js';
import type { OfflineMethod } from './events/payments.js';
import type { ReturnReason } from './events/returns.js';

/**
 * Read-model documents as the projections write them and the questions read them, one collection each. In the
 * database every document also holds `_id` (named in each comment) and `_position`, the position of the last event
 * folded into it, a 64-bit integer.
 */
export const collections = {
  products: 'products',
  families: 'families',
  stock: 'stock',
  orders: 'orders',
  payments: 'payments',
  reconciliation: 'reconciliation',
  invoices: 'invoices',
  salesByDay: 'salesByDay',
  salesByCountry: 'salesByCountry',
  salesByProduct: 'salesByProduct',
  salesByCustomer: 'salesByCustomer',
  salesByHour: 'salesByHour',
  salesByChannel: 'salesByChannel',
  customerValue: 'customerValue',
  availability: 'availability',
  lowStock: 'lowStock',
  carts: 'carts',
  orderTimelines: 'orderTimelines',
  fulfilment: 'fulfilment',
  returns: 'returns',
  customers: 'customers',
  messages: 'messages',
  basketPairs: 'basketPairs',
  funnel: 'funnel',
  discountUse: 'discountUse',
  recommendationUse: 'recommendationUse',
  traces: 'traces',
  logHours: 'logHours',
} as const;
export type CollectionName = (typeof collections)[keyof typeof collections];

/** `_id` is the SKU. */
export type ProductDocument = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly currency: string;
  /** What it costs in other currencies, by their code. */
  readonly prices: readonly { readonly currency: string; readonly priceMinor: number }[];
  /** The narrowest of `categoryPath`. */
  readonly category: string | null;
  /** From the widest to the narrowest. */
  readonly categoryPath: readonly string[];
  readonly description: string;
  readonly attributes: readonly ProductAttribute[];
  /** The first is the one that shelves show. */
  readonly pictures: readonly ProductPicture[];
  /** The family that it is a variant of, or null. */
  readonly familyId: string | null;
  /** Lower-case words of title and SKU, for search by word or by the beginning of one. */
  readonly words: readonly string[];
  readonly definedAt: string;
  readonly changedAt: string;
  /** Since when it is not sold any more; null while it is. */
  readonly discontinuedAt: string | null;
};

/** A thing that comes in several variants. `_id` is the family's id. */
export type FamilyDocument = {
  readonly familyId: string;
  readonly title: string;
  readonly options: readonly FamilyOption[];
  /** In the order in which they were added. */
  readonly variants: readonly { readonly sku: string; readonly values: readonly OptionValue[] }[];
};

/** `_id` is the SKU. `available` is `onHand - reserved`. */
export type StockDocument = {
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  /** Pieces held, by order id, for orders not yet shipped or cancelled. */
  readonly reservations: Readonly<Record<string, number>>;
  readonly received: number;
  readonly shipped: number;
  readonly returned: number;
  readonly adjusted: number;
  /** How many events made this document. */
  readonly events: number;
  readonly changedAt: string;
};

export type OrderStatus =
  'placed' | 'confirmed' | 'partly-shipped' | 'shipped' | 'delivered' | 'partly-returned' | 'returned' | 'cancelled';

/** `_id` is the order's id. */
export type OrderDocument = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly customerId: string | null;
  readonly shopperId: string | null;
  readonly country: string;
  readonly currency: string;
  readonly placedAt: string;
  /** The shop's calendar day of `placedAt`. */
  readonly placedOn: string;
  readonly origin: 'live' | 'import';
  readonly lines: readonly (OrderLine & {
    readonly shipped: number;
    readonly returned: number;
    /** Pieces that will never be shipped. */
    readonly cancelled: number;
  })[];
  readonly charges: readonly OrderCharge[];
  readonly linesMinor: number;
  readonly chargesMinor: number;
  readonly totalMinor: number;
  readonly returnedMinor: number;
  /** What the lines were worth that were cancelled while the order went on. */
  readonly cancelledMinor: number;
  /** Oldest first. */
  readonly shipments: readonly {
    readonly shipmentId: string;
    readonly shippedAt: string;
    readonly deliveredAt: string | null;
    readonly tracking: Tracking | null;
  }[];
  /** Returns that were asked for, oldest first; what was handed over at the desk is in the lines alone. */
  readonly returns: readonly {
    readonly returnId: string;
    readonly status: 'requested' | 'approved' | 'declined' | 'withdrawn' | 'received' | 'inspected';
    readonly reason: ReturnReason;
    /** Why, in the shopper's own words. */
    readonly words: Sealed | null;
    /** Why not, in a clerk's own words. */
    readonly declineWords: Sealed | null;
    /** Why less is given back than was paid, in a clerk's own words. */
    readonly lessWords: Sealed | null;
    readonly requestedAt: string;
    readonly changedAt: string;
    /** Pieces announced; what came, what of it is sold again or not, and what is given back for it: null until that is known. */
    readonly lines: readonly {
      readonly lineId: string;
      readonly sku: string;
      readonly quantity: number;
      readonly received: number | null;
      readonly sellable: number | null;
      readonly writtenOff: number | null;
      readonly amountMinor: number | null;
    }[];
    /** Of `amountMinor`: for the delivery. */
    readonly deliveryMinor: number;
    /** What is given back for all of it; null until it was inspected. */
    readonly amountMinor: number | null;
  }[];
  readonly delivery: Sealed | null;
  readonly cancelReason: string | null;
  /** Why, in their own words. */
  readonly cancelWords: Sealed | null;
  /** What happened to it, oldest first, at most the newest 200. */
  readonly timeline: readonly { readonly type: string; readonly occurredAt: string; readonly eventId: string }[];
  readonly events: number;
};

export type PaymentStatus =
  | 'due'
  | 'action-required'
  | 'declined'
  | 'authorised'
  | 'partly-paid'
  | 'paid'
  | 'partly-refunded'
  | 'refunded'
  | 'disputed'
  | 'cancelled';

export type CardStatus = 'started' | 'action-required' | 'declined' | 'authorised' | 'captured' | 'voided' | 'expired';

/** `_id` is the order's id: one account of money per order. */
export type PaymentDocument = {
  readonly orderId: string;
  readonly status: PaymentStatus;
  readonly currency: string;
  /** Total of the order less what was returned and the lines that were cancelled. */
  readonly dueMinor: number;
  readonly receivedMinor: number;
  readonly refundedMinor: number;
  readonly cancelled: boolean;
  readonly receipts: readonly {
    readonly receiptId: string;
    readonly method: OfflineMethod | 'card';
    readonly amountMinor: number;
    readonly at: string;
  }[];
  readonly refunds: readonly {
    readonly refundId: string;
    readonly amountMinor: number;
    readonly reason: string;
    readonly at: string;
    /** Absent where it was given back at once, by hand. */
    readonly status?: 'started' | 'done' | 'failed';
    /** The return that it pays back, where it is for one. */
    readonly returnId?: string;
    /** A bank did not take it, and no other refund stands in for it yet. */
    readonly owed?: true;
  }[];
  /** What banks did not take: it is tried again, or given back by hand. */
  readonly owedMinor: number;
  /** What cards promised and was not taken yet. */
  readonly authorisedMinor: number;
  /** Every card that was tried, oldest first. */
  readonly cards: readonly {
    readonly attemptId: string;
    readonly intentId: string | null;
    readonly status: CardStatus;
    readonly amountMinor: number;
    /** Where the shopper approves it. */
    readonly url: string | null;
    readonly code: string | null;
    readonly declineCode: string | null;
    readonly expiresAt: string | null;
    readonly at: string;
  }[];
  readonly disputes: readonly {
    readonly disputeId: string;
    readonly status: 'open' | 'won' | 'lost';
    readonly amountMinor: number;
    readonly reason: string;
    readonly answerBy: string | null;
    readonly at: string;
  }[];
  readonly events: number;
};

/**
 * Sums of trade; `refundsMinor` is money given back (refunds and credits), `returnsMinor` what is given back for goods that
 * came back. `cancelledMinor` is orders that were cancelled whole, and lines that were cancelled of others, `cancelledOrders` the former
 * alone. Money given back for a cancelled order or for cancelled lines stands apart, in `refundsOfCancelledMinor`: `cancelledMinor` took it off
 * the sales already. A sum that no number holds exactly is NaN.
 */
export type SalesSums = {
  readonly orders: number;
  readonly units: number;
  readonly linesMinor: number;
  readonly chargesMinor: number;
  readonly cancelledOrders: number;
  readonly cancelledMinor: number;
  readonly refunds: number;
  readonly refundsMinor: number;
  readonly refundsOfCancelled: number;
  readonly refundsOfCancelledMinor: number;
  readonly unitsReturned: number;
  readonly returnsMinor: number;
  readonly adjustments: number;
  readonly adjustmentsMinor: number;
};
/** Sums of the trade in one currency. */
export type SalesOfCurrency = SalesSums & { readonly currency: string };
/** `_id` is `<day>|<currency>`; the day, `YYYY-MM-DD`, in the shop's time zone. */
export type SalesByDayDocument = SalesOfCurrency & { readonly day: string; readonly month: string };
/** `_id` is `<month>|<currency>|<country>`. */
export type SalesByCountryDocument = SalesOfCurrency & { readonly month: string; readonly country: string };
/** `_id` is `<month>|<currency>|<sku>`. Charges, refunds and adjustments belong to no product and stay 0. */
export type SalesByProductDocument = SalesOfCurrency & {
  readonly month: string;
  readonly sku: string;
  readonly title: string;
};
/** `_id` is `<month>|<currency>|<customer id or guest>`. */
export type SalesByCustomerDocument = SalesOfCurrency & { readonly month: string; readonly customerId: string };

/** `_id` is the correlation id: where the log holds what belongs together. At most the first 5,000 positions. */
export type TraceDocument = {
  readonly correlationId: string;
  readonly positions: readonly bigint[];
  readonly events: number;
  readonly firstRecordedAt: string;
};

/** `_id` is `recorded|YYYY-MM-DDTHH` or `occurred|YYYY-MM-DDTHH` (UTC): how dense the log is, and where each hour begins. */
export type LogHourDocument = {
  readonly axis: 'recorded' | 'occurred';
  readonly hour: string;
  readonly events: number;
  readonly firstPosition: bigint;
};
