import type { Sealed } from './personal.js';
import type { RecommendationGroup } from './events/activity.js';
import type { MessageKind } from './events/messages.js';
import type { PaymentDifference } from './events/reconciliation.js';
import type { ReturnReason } from './events/returns.js';
import type { DiscountTerms } from './events/terms.js';
import type { SalesOfCurrency } from './read-models.js';

/** What is left of a product to sell, for shelves. `_id` is the SKU. */
export type AvailabilityDocument = {
  readonly sku: string;
  readonly onHand: number;
  readonly held: number;
  readonly available: number;
  readonly canBeBought: boolean;
  /** Since when it can be bought, or cannot. */
  readonly since: string;
};

/** A cart as it stands. `_id` is the cart's id. */
export type CartDocument = {
  readonly cartId: string;
  readonly currency: string | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** Somebody left it alone, and it was not touched since. */
  readonly abandoned: boolean;
  readonly checkedOut: number;
  readonly lastOrderId: string | null;
  readonly firstAt: string;
  readonly changedAt: string;
};

/** All that happened around an order, by when it happened: also its money, its stock and its mails. `_id` is the order's id. */
export type OrderTimelineDocument = {
  readonly orderId: string;
  /** The first 500, by time and then by id. */
  readonly entries: readonly { readonly at: string; readonly type: string; readonly eventId: string }[];
  readonly events: number;
};

/** A customer; who they are stays sealed, and is gone with their key. `_id` is the customer's id. */
export type CustomerDocument = {
  readonly customerId: string;
  readonly profile: Sealed | null;
  readonly emailHash: string;
  readonly registeredAt: string;
  readonly verifiedAt: string | null;
  readonly addresses: readonly { readonly addressId: string; readonly address: Sealed }[];
  readonly defaultAddressId: string | null;
  readonly consents: Readonly<Record<string, boolean>>;
  readonly orders: number;
  readonly erasedAt: string | null;
};

/** A return that was asked for. `_id` is the return's id. */
export type ReturnDocument = {
  readonly returnId: string;
  readonly orderId: string;
  readonly status: 'requested' | 'approved' | 'declined' | 'withdrawn' | 'received' | 'inspected';
  readonly reason: ReturnReason;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
  readonly requestedAt: string;
  readonly changedAt: string;
  /** What is given back for it; 0 until it was looked at. */
  readonly amountMinor: number;
  readonly currency: string | null;
};

/** An order of which something is to be sent. `_id` is the order's id; gone when nothing is left. */
export type FulfilmentDocument = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly country: string;
  readonly left: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
  readonly placedAt: string;
  /** Since when it may be sent; null while it is not confirmed. */
  readonly readyAt: string | null;
};

/** A product that runs low. `_id` is the SKU; gone when it has recovered. */
export type LowStockDocument = {
  readonly sku: string;
  /** When it crossed the threshold. */
  readonly available: number;
  readonly threshold: number;
  readonly since: string;
};

/** A mail of the shop. `_id` is the message's id. To whom it went stands with what it tells of, sealed. */
export type MessageDocument = {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly orderId: string | null;
  readonly sku: string | null;
  readonly customerId: string | null;
  readonly status: 'sent' | 'dropped';
  readonly reason: string | null;
  readonly at: string;
};

/** What a customer has brought in all, in one currency. `_id` is `<customer id>|<currency>`. */
export type CustomerValueDocument = SalesOfCurrency & {
  readonly customerId: string;
  readonly firstAt: string;
  readonly lastAt: string;
};

/** What a product is bought with. `_id` is the SKU. */
export type BasketPairsDocument = {
  readonly sku: string;
  /** Orders that hold it. */
  readonly baskets: number;
  /** The strongest, strongest first; equals by SKU. */
  readonly partners: readonly { readonly sku: string; readonly times: number }[];
};

/** From a look to a purchase, by product and month. `_id` is `<month>|<SKU>`. */
export type FunnelDocument = {
  readonly month: string;
  readonly sku: string;
  readonly views: number;
  readonly added: number;
  readonly orders: number;
  readonly pieces: number;
};

/** How a discount code is used. `_id` is the code. */
export type DiscountUseDocument = {
  readonly code: string;
  readonly terms: DiscountTerms | null;
  readonly endedAt: string | null;
  readonly redeemed: number;
  readonly givenBack: number;
  readonly orders: number;
  readonly cancelledOrders: number;
  /** What was taken off in the orders that name it, with whatever other codes they name. */
  readonly takenOff: readonly { readonly currency: string; readonly amountMinor: number }[];
};

/** Recommendations by day, place and group. `_id` is `<day>|<placement>|<group>`, `-` for no group. */
export type RecommendationUseDocument = {
  readonly day: string;
  readonly placement: string;
  /** Null for lists of nobody who is in a group. */
  readonly group: RecommendationGroup | null;
  /** Lists that were shown, and products in them. */
  readonly shown: number;
  readonly products: number;
  /** Lists of which something was opened. */
  readonly followed: number;
  /** The same by cohort of visitors: each visitor is always in the same one, so that likeness of their lists can be told. */
  readonly cohorts: readonly { readonly shown: number; readonly followed: number }[];
};

/** Cohorts that visitors are drawn into. Few enough that each holds many people and names nobody. */
export const USE_COHORTS = 32;

/** Sums of trade by hour (UTC). `_id` is `<hour>|<currency>`, the hour as in `2026-11-27T12`. */
export type SalesByHourDocument = SalesOfCurrency & { readonly hour: string };

/** Sums of trade by month and channel. `_id` is `<month>|<currency>|<channel>`. */
export type SalesByChannelDocument = SalesOfCurrency & { readonly month: string; readonly channel: string };

/** A payment of which our books and the gateway's said different things. `_id` is the gateway's id of it. */
export type ReconciliationDocument = PaymentDifference & {
  readonly status: 'open' | 'settled';
  /** When it was found the last time, and since when the books agree. */
  readonly foundAt: string;
  readonly settledAt: string | null;
  /** How often it was found anew or found different from before. */
  readonly times: number;
};
