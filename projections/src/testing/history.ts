import {
  modelsStream,
  reconciliationStream,
  streamName,
  timerStream,
  type Recorded,
  type ShopEvent,
} from '@storefold/contracts';

/** The shop of the specs. */
export const london = { timeZone: 'Europe/London' };

const FIRST = '2011-03-07T10:00:00.000Z';
/** Positions of a real log have gaps, and are beyond what a double holds exactly. */
const POSITIONS = { first: 9_007_199_254_740_993n, step: 137n };

/** Where and when the next events happen. */
export type Circumstances = {
  readonly occurredAt?: string;
  readonly recordedAt?: string;
  readonly correlationId?: string;
  readonly origin?: 'live' | 'import';
};

/** The stream that an event belongs to, as the command side names it. */
export const streamOf = ({ type, data }: ShopEvent): string => {
  switch (type) {
    case 'ShopOpened':
      return streamName('shop', 'main');
    case 'ProductDefined':
    case 'ProductPriceChanged':
    case 'ProductPricedInCurrency':
    case 'ProductPriceWithdrawn':
    case 'PriceChangeScheduled':
    case 'PriceChangeWithdrawn':
    case 'ProductDiscontinued':
    case 'ProductReinstated':
    case 'ProductDescribed':
    case 'ProductJoinedFamily':
    case 'ProductLeftFamily':
      return streamName('product', data.sku);
    case 'FamilyDefined':
    case 'VariantAdded':
    case 'VariantRemoved':
      return streamName('family', data.familyId);
    case 'ItemAddedToCart':
    case 'CartQuantityChanged':
    case 'ItemRemovedFromCart':
    case 'CartCurrencyChanged':
    case 'CartCheckedOut':
    case 'CartAbandoned':
    case 'CartMerged':
    case 'CartHandedOver':
      return streamName('cart', data.cartId);
    case 'DeliveryMethodsSet':
    case 'TaxRulesSet':
    case 'SellingCurrenciesSet':
      return streamName('terms', 'main');
    case 'DiscountDefined':
    case 'DiscountEnded':
    case 'DiscountRedeemed':
    case 'DiscountGivenBack':
      return streamName('discount', data.code);
    case 'OrderPlaced':
    case 'OrderConfirmed':
    case 'ItemsShipped':
    case 'ShipmentDelivered':
    case 'OrderCancelled':
    case 'OrderLinesCancelled':
    case 'ItemsReturned':
    case 'ReturnRequested':
    case 'ReturnApproved':
    case 'ReturnDeclined':
    case 'ReturnWithdrawn':
    case 'ReturnReceived':
    case 'ReturnInspected':
      return streamName('order', data.orderId);
    case 'PaymentReceived':
    case 'PaymentRefunded':
    case 'CardPaymentStarted':
    case 'PaymentActionRequired':
    case 'PaymentDeclined':
    case 'PaymentAuthorised':
    case 'PaymentCaptured':
    case 'AuthorisationVoided':
    case 'AuthorisationExpired':
    case 'RefundStarted':
    case 'RefundFailed':
    case 'DisputeOpened':
    case 'DisputeClosed':
      return streamName('payment', data.paymentId);
    case 'CreditIssued':
      return streamName('credit', data.creditId);
    case 'AccountAdjusted':
      return streamName('adjustment', data.adjustmentId);
    case 'PaymentDifferencesFound':
    case 'PaymentDifferencesSettled':
      return reconciliationStream;
    case 'InvoiceIssued':
    case 'CreditNoteIssued':
      return streamName('register', data.register);
    case 'MessageSent':
    case 'MessageDropped':
      return streamName('message', data.messageId);
    case 'TimerSet':
      return timerStream(data.dueAt);
    case 'TimersFired':
      return streamName('timer', 'fired');
    case 'EmailClaimed':
    case 'EmailReleased':
      return streamName('email', data.emailHash);
    case 'CustomerRegistered':
    case 'RegistrationRepeated':
    case 'VerificationRequested':
    case 'EmailVerified':
    case 'PasswordResetRequested':
    case 'CustomerPasswordChanged':
    case 'CustomerAddressAdded':
    case 'CustomerAddressChanged':
    case 'CustomerAddressRemoved':
    case 'DefaultAddressChosen':
    case 'ConsentChanged':
    case 'CustomerOrdered':
    case 'CustomerErased':
      return streamName('customer', data.customerId);
    case 'ProductViewed':
    case 'CatalogueSearched':
    case 'RecommendationsShown':
    case 'RecommendationFollowed':
      return streamName('activity', `${data.visitorId}.${data.seenAt.slice(0, 10)}`);
    case 'VisitorConsentChanged':
      return streamName('consent', data.visitorId);
    case 'ParkedEventSkipped':
      return streamName('skips', data.process);
    case 'ViewEventSkipped':
      return streamName('viewskips', data.view);
    case 'ModelTrainingStarted':
    case 'ModelTrainingWentOn':
    case 'ModelTrainingFailed':
    case 'ModelTrained':
    case 'ChallengerComparedWithChampion':
    case 'ModelPromoted':
    case 'ModelRefused':
    case 'ModelRolledBack':
      return modelsStream;
    case 'StaffMemberAdded':
    case 'StaffPasswordReset':
      return streamName('staff', data.staffId);
    default:
      return streamName('stock', data.sku);
  }
};

/** Writes events down one after the other, as the log would: each with the next position, of its stream the next revision. */
export class History {
  readonly events: Recorded[] = [];
  readonly #revisions = new Map<string, bigint>();
  #now: Required<Circumstances> = { occurredAt: FIRST, recordedAt: FIRST, correlationId: 'story', origin: 'live' };

  /** What follows happens so; what is not said stays as it was. What happens is recorded at once unless it is said when. */
  when(circumstances: Circumstances): this {
    const { occurredAt } = circumstances;
    this.#now = { ...this.#now, ...(occurredAt === undefined ? {} : { recordedAt: occurredAt }), ...circumstances };
    return this;
  }

  happens(...events: readonly ShopEvent[]): this {
    for (const event of events) {
      const index = this.events.length;
      const streamId = streamOf(event);
      const revision = (this.#revisions.get(streamId) ?? -1n) + 1n;
      this.#revisions.set(streamId, revision);
      const { occurredAt, recordedAt, correlationId, origin } = this.#now;
      this.events.push({
        ...event,
        ...{ eventId: eventIdOf(index), streamId, revision, position: positionOf(index), recordedAt },
        metadata: {
          ...{ $correlationId: correlationId, $causationId: correlationId, commandId: correlationId },
          ...{ actor: { kind: 'system', id: 'story' }, occurredAt, origin, schemaVersion: 1 },
        },
      });
    }
    return this;
  }
}

/** Id of the n-th event of a history, from 0. */
export const eventIdOf = (index: number): string => `00000000-0000-4000-8000-${index.toString().padStart(12, '0')}`;
/** Position of the n-th event of a history, from 0. */
export const positionOf = (index: number): bigint => POSITIONS.first + BigInt(index) * POSITIONS.step;

/** A history of these events, all in the same circumstances. */
export const historyOf = (...events: readonly ShopEvent[]): readonly Recorded[] =>
  new History().happens(...events).events;
