import type { Reason } from './reasons.js';

/** Answers of the services, as the pages use them. */
export type Card = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly currency: string;
  /** In other currencies. */
  readonly prices: readonly { readonly currency: string; readonly priceMinor: number }[];
  readonly category: string | null;
  readonly available: number;
  /** Not sold any more; `available` is 0. */
  readonly discontinued: boolean;
  /** Null where nobody took one: one is drawn then. */
  readonly picture: Picture | null;
};
/** What an order would come to. */
export type Quote = {
  readonly currency: string;
  readonly charges: readonly { readonly code: string; readonly description: string; readonly amountMinor: number }[];
  readonly tax?: { readonly taxMinor: number; readonly pricesIncludeTax: boolean };
  readonly totalMinor: number;
};
export type DeliveryMethod = {
  readonly code: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly currency: string;
  /** None named: everywhere. */
  readonly countries: readonly string[];
  readonly freeFromMinor?: number;
};
export type Picture = { readonly url: string; readonly shows: string };
type OptionValue = { readonly option: string; readonly value: string };
/** All that the page of a product tells. */
export type ProductPage = Card & {
  readonly description: string;
  readonly categoryPath: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly pictures: readonly Picture[];
  readonly family: Family | null;
};
export type Family = {
  readonly familyId: string;
  readonly title: string;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly variants: readonly (Card & { readonly values: readonly OptionValue[] })[];
};
export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };
export type Recommendation = {
  readonly sku: string;
  readonly reason: Reason;
  /** Positions in the log of what proves the reason. */
  readonly events: readonly string[];
};
export type Recommendations = {
  readonly items: readonly Recommendation[];
  /** Which step answered: the learned model, counts, or what many buy. */
  readonly answeredBy: string;
  readonly modelId?: string;
};
/** Lists that were shown to a group, those of which something was opened, the share, and where it lies at 95 %. */
export type Followed = {
  readonly shown: number;
  readonly followed: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};
export type Uplift = {
  readonly treated: Followed;
  readonly control: Followed;
  readonly uplift: { readonly difference: number; readonly low: number; readonly high: number } | null;
};
export type RecommendationUse = {
  readonly timeZone: string;
  readonly rows: readonly (Uplift & { readonly key: string })[];
  readonly totals: Uplift;
};
export type Status = {
  readonly shop: { readonly name: string; readonly currency: string; readonly timeZone: string };
  readonly products: number;
  readonly orders: number;
};
export type Line = {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly shipped: number;
  readonly returned: number;
};
export type Payment = {
  readonly status: string;
  readonly dueMinor: number;
  readonly receivedMinor: number;
  readonly refundedMinor: number;
  /** What banks did not take back: it is tried again, or given back by hand. */
  readonly owedMinor: number;
  readonly refunds: readonly {
    readonly refundId: string;
    readonly amountMinor: number;
    readonly returnId?: string;
    readonly status?: string;
    readonly owed?: true;
  }[];
  readonly authorisedMinor: number;
  readonly outstandingMinor: number;
  readonly cards: readonly {
    readonly attemptId: string;
    readonly status: string;
    readonly url: string | null;
    readonly code: string | null;
    readonly declineCode: string | null;
    readonly amountMinor: number;
  }[];
};
/** Payments of which our books and the payment gateway's say different things. */
export type Differences = {
  readonly items: readonly {
    readonly intentId: string;
    readonly orderId: string;
    readonly kind: 'unknown-here' | 'status-differs' | 'amount-differs';
    readonly here: string;
    readonly there: string;
    readonly foundAt: string;
  }[];
  readonly total: number;
};
/** A return that was asked for. What people said is opened, or null. */
export type Return = {
  readonly returnId: string;
  readonly status: string;
  readonly reason: string;
  readonly words: string | null;
  readonly declineWords: string | null;
  readonly lessWords: string | null;
  readonly requestedAt: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly sku: string;
    readonly quantity: number;
    readonly received: number | null;
    readonly sellable: number | null;
    readonly writtenOff: number | null;
    readonly amountMinor: number | null;
  }[];
  readonly deliveryMinor: number;
  readonly amountMinor: number | null;
};
export type Moment = { readonly type: string; readonly occurredAt: string; readonly eventId?: string };
export type Order = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly country: string;
  readonly currency: string;
  readonly placedAt: string;
  readonly lines: readonly Line[];
  readonly charges: readonly { readonly code: string; readonly description: string; readonly amountMinor: number }[];
  readonly linesMinor: number;
  readonly chargesMinor: number;
  readonly totalMinor: number;
  readonly returnedMinor: number;
  readonly shipments: readonly {
    readonly shipmentId: string;
    readonly shippedAt: string;
    readonly deliveredAt: string | null;
    readonly tracking: { readonly carrier: string; readonly number: string; readonly url?: string } | null;
  }[];
  readonly returns: readonly Return[];
  readonly cancelReason: string | null;
  readonly cancelWords?: string | null;
  readonly timeline: readonly Moment[];
  readonly events: number;
};
export type Delivery = {
  readonly name: string;
  readonly email: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postcode: string;
};
export type TrackedOrder = Order & {
  readonly payment: Payment | null;
  readonly delivery: { readonly state: 'shown'; readonly delivery: Delivery } | { readonly state: 'none' | 'erased' };
};
/** An invoice or a credit note, as an order lists it. */
export type IssuedDocument = {
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly issuedOn: string;
  readonly currency: string;
  readonly totalMinor: number;
};
export type OrderSummary = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly placedAt: string;
  readonly country: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly items: number;
};
export type SalesRow = {
  readonly key: string;
  readonly label?: string;
  readonly orders: number;
  readonly units: number;
  readonly linesMinor: number;
  readonly chargesMinor: number;
  readonly cancelledMinor: number;
  readonly refundsMinor: number;
  readonly returnsMinor: number;
  readonly adjustmentsMinor: number;
  readonly netMinor: number;
};
export type Sales = {
  readonly by: string;
  readonly timeZone: string;
  readonly currency: string;
  /** All in which there was trade, the shop's own first. */
  readonly currencies: readonly string[];
  readonly rows: readonly SalesRow[];
  readonly totals: SalesRow;
  readonly truncated: boolean;
};
export type LoggedEvent = {
  readonly eventId: string;
  readonly streamId: string;
  readonly type: string;
  readonly revision: string;
  readonly position: string;
  readonly recordedAt: string;
  readonly occurredAt: string | null;
  /** As stored; an event that is not the shop's may carry anything. */
  readonly metadata: {
    readonly $correlationId?: string;
    readonly $causationId?: string;
    readonly actor?: { readonly kind: string; readonly id: string };
    readonly origin?: string;
  } | null;
  readonly data: unknown;
};
export type LogPage = { readonly events: readonly LoggedEvent[]; readonly nextCursor: string | null };
export type AsOf = {
  readonly document: Readonly<Record<string, unknown>> | null;
  readonly foldedFrom: readonly {
    readonly eventId: string;
    readonly type: string;
    readonly revision: string;
    readonly position: string;
    readonly occurredAt: string;
    readonly recordedAt: string;
  }[];
  readonly moments: readonly { readonly type: string; readonly occurredAt: string; readonly recordedAt: string }[];
  readonly asOf: string | null;
  readonly axis: string;
};
