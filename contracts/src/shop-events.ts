import * as access from './events/access.js';
import * as activity from './events/activity.js';
import * as carts from './events/carts.js';
import * as catalogue from './events/catalogue.js';
import * as customers from './events/customers.js';
import * as inventory from './events/inventory.js';
import * as invoices from './events/invoices.js';
import * as messages from './events/messages.js';
import * as models from './events/models.js';
import * as orders from './events/orders.js';
import * as payments from './events/payments.js';
import * as processes from './events/processes.js';
import * as reconciliation from './events/reconciliation.js';
import * as returns from './events/returns.js';
import * as shop from './events/shop.js';
import * as terms from './events/terms.js';
import * as timers from './events/timers.js';
import { eventRegistry, type EventDefinition, type Upcasters } from './event-registry.js';
import type { z } from 'zod';

/** Older shapes of stored events, each turned into the next. None yet: every type is at its first version. */
export const upcasters: Upcasters = {};

/** Every event of the shop. A type that is not here cannot be written or read. */
export const shopEvents = eventRegistry(
  [
    shop.shopOpened,
    inventory.productDefined,
    inventory.productPriceChanged,
    inventory.productPricedInCurrency,
    inventory.productPriceWithdrawn,
    inventory.priceChangeScheduled,
    inventory.priceChangeWithdrawn,
    inventory.productDiscontinued,
    inventory.productReinstated,
    catalogue.productDescribed,
    catalogue.familyDefined,
    catalogue.variantAdded,
    catalogue.variantRemoved,
    catalogue.productJoinedFamily,
    catalogue.productLeftFamily,
    inventory.stockReceived,
    inventory.stockCounted,
    inventory.stockAdjusted,
    inventory.stockReserved,
    inventory.stockReleased,
    inventory.stockShipped,
    inventory.stockReturned,
    inventory.reservationQueued,
    inventory.reservationRefused,
    inventory.reservationExpired,
    inventory.reservationWithdrawn,
    inventory.stockCommitted,
    inventory.stockWrittenOff,
    inventory.lowStockThresholdSet,
    inventory.stockRanLow,
    inventory.stockRecovered,
    carts.itemAddedToCart,
    carts.cartQuantityChanged,
    carts.itemRemovedFromCart,
    carts.cartCurrencyChanged,
    carts.cartCheckedOut,
    carts.cartAbandoned,
    terms.deliveryMethodsSet,
    terms.taxRulesSet,
    terms.sellingCurrenciesSet,
    terms.discountDefined,
    terms.discountEnded,
    terms.discountRedeemed,
    terms.discountGivenBack,
    carts.cartMerged,
    carts.cartHandedOver,
    orders.orderPlaced,
    orders.orderConfirmed,
    orders.itemsShipped,
    orders.shipmentDelivered,
    orders.orderCancelled,
    orders.orderLinesCancelled,
    orders.itemsReturned,
    returns.returnRequested,
    returns.returnApproved,
    returns.returnDeclined,
    returns.returnWithdrawn,
    returns.returnReceived,
    returns.returnInspected,
    payments.paymentReceived,
    payments.paymentRefunded,
    payments.cardPaymentStarted,
    payments.paymentActionRequired,
    payments.paymentDeclined,
    payments.paymentAuthorised,
    payments.paymentCaptured,
    payments.authorisationVoided,
    payments.authorisationExpired,
    payments.refundStarted,
    payments.refundFailed,
    payments.disputeOpened,
    payments.disputeClosed,
    payments.creditIssued,
    reconciliation.paymentDifferencesFound,
    reconciliation.paymentDifferencesSettled,
    payments.accountAdjusted,
    invoices.invoiceIssued,
    invoices.creditNoteIssued,
    messages.messageSent,
    messages.messageDropped,
    access.staffMemberAdded,
    access.staffPasswordReset,
    customers.emailClaimed,
    customers.emailReleased,
    customers.customerRegistered,
    customers.registrationRepeated,
    customers.verificationRequested,
    customers.emailVerified,
    customers.passwordResetRequested,
    customers.customerPasswordChanged,
    customers.customerAddressAdded,
    customers.customerAddressChanged,
    customers.customerAddressRemoved,
    customers.defaultAddressChosen,
    customers.consentChanged,
    customers.customerOrdered,
    customers.customerErased,
    activity.productViewed,
    activity.catalogueSearched,
    activity.recommendationsShown,
    activity.recommendationFollowed,
    activity.visitorConsentChanged,
    timers.timerSet,
    timers.timersFired,
    processes.parkedEventSkipped,
    processes.viewEventSkipped,
    models.modelTrainingStarted,
    models.modelTrainingWentOn,
    models.modelTrainingFailed,
    models.modelTrained,
    models.challengerComparedWithChampion,
    models.modelPromoted,
    models.modelRefused,
    models.modelRolledBack,
  ],
  upcasters,
);

type EventFrom<Module> = {
  [Name in keyof Module]: Module[Name] extends EventDefinition<infer Type, infer Schema>
    ? { readonly type: Type; readonly data: z.infer<Schema> }
    : never;
}[keyof Module];

export type ShopLifeEvent = EventFrom<typeof shop>;
export type InventoryEvent = EventFrom<typeof inventory>;
export type CatalogueEvent = EventFrom<typeof catalogue>;
export type CartEvent = EventFrom<typeof carts>;
export type OrderEvent = EventFrom<typeof orders>;
export type ReturnEvent = EventFrom<typeof returns>;
export type PaymentEvent = EventFrom<typeof payments>;
export type InvoiceEvent = EventFrom<typeof invoices>;
export type MessageEvent = EventFrom<typeof messages>;
export type AccessEvent = EventFrom<typeof access>;
export type TermsEvent = EventFrom<typeof terms>;
export type CustomerEvent = EventFrom<typeof customers>;
export type ActivityEvent = EventFrom<typeof activity>;
export type TimerEvent = EventFrom<typeof timers>;
export type ProcessEvent = EventFrom<typeof processes>;
export type ReconciliationEvent = EventFrom<typeof reconciliation>;
export type ModelEvent = EventFrom<typeof models>;
/** Any event of the shop, in its newest shape. */
export type ShopEvent =
  | ShopLifeEvent
  | InventoryEvent
  | CatalogueEvent
  | TermsEvent
  | CartEvent
  | OrderEvent
  | ReturnEvent
  | PaymentEvent
  | InvoiceEvent
  | MessageEvent
  | AccessEvent
  | CustomerEvent
  | ActivityEvent
  | TimerEvent
  | ProcessEvent
  | ModelEvent
  | ReconciliationEvent;
export type ShopEventType = ShopEvent['type'];
/** The data of one event type: `DataOf<'OrderPlaced'>`. */
export type DataOf<Type extends ShopEventType> = Extract<ShopEvent, { type: Type }>['data'];
