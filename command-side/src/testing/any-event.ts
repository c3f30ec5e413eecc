import fc from 'fast-check';
import { furtherEvents } from './any-further-event.js';
import type { DataOf, DiscountTerms, Seller, ShopEvent, TaxSum } from '@storefold/contracts';

const id = fc.constantFrom('a', 'b', 'c');
const few = fc.integer({ min: 1, max: 5 });
const minor = fc.nat(1_000);
const sku = fc.constantFrom('MUG', 'CUP');
const parties = { customerId: fc.option(id), country: fc.constant('France') };
const currency = fc.constant('GBP');
const line = fc.record({
  ...{ lineId: id, sku, title: fc.string(), quantity: few },
  ...{ unitPriceMinor: minor, amountMinor: minor },
});
const lines = fc.array(line, { maxLength: 3 });
const moved = fc.record({ lineId: id, sku, quantity: few });
const totals = { linesMinor: minor, chargesMinor: minor, totalMinor: minor, currency };
const order = { orderId: id, ...parties, ...totals, lines };
const moment = fc.integer({ min: 0, max: 100_000 }).map((ms) => new Date(1.8e12 + ms).toISOString());
const role = fc.constantFrom('clerk' as const, 'auditor' as const);

const cartLine = fc.record({ sku, quantity: few });
const emailHash = fc.constantFrom('a'.repeat(64), 'b'.repeat(64));
const envelope = fc.constant({
  sealed: 1 as const,
  keyId: 'k',
  bound: 'b',
  nonce: 'n'.repeat(16),
  box: 'x'.repeat(24),
});
const link = { customerId: id, requestId: id, requestedAt: moment, expiresAt: moment };
const addressed = { customerId: id, changeId: id, addressId: id, address: envelope };
const attempt = { paymentId: id, orderId: id, attemptId: id };
const refund = { paymentId: id, orderId: id, refundId: id, intentId: id };
const dispute = { paymentId: id, orderId: id, disputeId: id, intentId: id };
const sum = { amountMinor: few, currency };
const ofList = {
  ...{ visitorId: id, activityId: id, seenAt: moment, placement: fc.constant('home') },
  group: fc.constantFrom('treated' as const, 'control' as const),
};
const skip = { view: fc.constant('orders'), eventId: id, reason: fc.constant('why not') };

const details = {
  ...{ title: fc.string(), description: fc.string(), categoryPath: fc.array(id, { maxLength: 3 }) },
  ...{
    attributes: fc.constant<{ name: string; value: string }[]>([]),
    pictures: fc.constant<{ url: string; shows: string }[]>([]),
  },
};
const size = { name: 'size', values: ['S', 'L'] };
const sizeValue = fc.record({ option: fc.constant('size'), value: fc.constantFrom('S', 'L', 'XL') });

const code = fc.constantFrom('SPRING', 'SUMMER');
const discountTerms: fc.Arbitrary<DiscountTerms> = fc.record({
  off: fc.constant({ kind: 'percentage' as const, basisPoints: 1_000 }),
  ...{ currency, limit: few, limitEach: few },
});

const month = fc.constantFrom('2026-11', '2026-12');
const seller = fc.constant<Seller>({ name: 'A shop', address: ['1 Sample Street'], taxNumber: 'GB1' });
const issued = {
  ...{ sequence: few, documentId: id, orderId: id, orderNumber: id, ...parties, currency, seller },
  ...{ issuedAt: moment, issuedOn: fc.constant('2026-11-26'), buyer: envelope, taxMinor: minor, totalMinor: minor },
  taxes: fc.constant<TaxSum[]>([{ taxRateBp: 2_000, netMinor: 5, taxMinor: 1, grossMinor: 6 }]),
};

const event = <const Type extends ShopEvent['type']>(type: Type, data: fc.Arbitrary<DataOf<Type>>) =>
  data.map((made) => ({ type, data: made }));

/** Any event of the shop, on any stream, in any order: for what must hold whatever history says. */
export const anyEvent: fc.Arbitrary<ShopEvent> = fc.oneof(
  event('ShopOpened', fc.record({ shopId: fc.uuid(), name: fc.string(), currency, timeZone: fc.constant('UTC') })),
  event('ProductDefined', fc.record({ sku, title: fc.string(), priceMinor: minor, currency })),
  event('ProductDiscontinued', fc.record({ sku, changeId: id })),
  event('ProductReinstated', fc.record({ sku, changeId: id })),
  event('ProductDescribed', fc.record({ sku, changeId: id, ...details })),
  event('ProductJoinedFamily', fc.record({ sku, familyId: id, changeId: id })),
  event('ProductLeftFamily', fc.record({ sku, familyId: id, changeId: id })),
  event('FamilyDefined', fc.record({ familyId: id, title: fc.string(), options: fc.constant([size]) })),
  event('VariantAdded', fc.record({ familyId: id, changeId: id, sku, values: fc.array(sizeValue, { maxLength: 2 }) })),
  event('VariantRemoved', fc.record({ familyId: id, changeId: id, sku })),
  event('ProductPriceChanged', fc.record({ sku, priceMinor: minor, currency })),
  event('PriceChangeScheduled', fc.record({ sku, changeId: id, priceMinor: minor, currency, effectiveFrom: moment })),
  event('PriceChangeWithdrawn', fc.record({ sku, changeId: id })),
  event('StockReceived', fc.record({ sku, movementId: id, quantity: few })),
  event('StockCounted', fc.record({ sku, movementId: id, counted: minor, difference: fc.integer() })),
  event(
    'StockAdjusted',
    fc.record({ sku, movementId: id, quantity: fc.integer({ min: -5, max: 5 }), reason: fc.string() }),
  ),
  event('StockReserved', fc.record({ sku, orderId: id, quantity: few })),
  event('StockReserved', fc.record({ sku, orderId: id, quantity: few, expiresAt: moment })),
  event('ReservationQueued', fc.record({ sku, orderId: id, quantity: few, expiresAt: moment })),
  event('ReservationRefused', fc.record({ sku, orderId: id, quantity: few, available: minor })),
  event('ReservationExpired', fc.record({ sku, orderId: id, quantity: few, waiting: fc.boolean() })),
  event('ReservationWithdrawn', fc.record({ sku, orderId: id, quantity: few })),
  event('StockCommitted', fc.record({ sku, orderId: id, quantity: few })),
  event('StockWrittenOff', fc.record({ sku, movementId: id, quantity: few, reason: fc.string() })),
  event('LowStockThresholdSet', fc.record({ sku, threshold: few, changeId: id })),
  event('StockRanLow', fc.record({ sku, available: minor, threshold: few })),
  event('ProductViewed', fc.record({ visitorId: id, activityId: id, seenAt: moment, sku })),
  event('RecommendationsShown', fc.record({ ...ofList, skus: fc.array(sku, { minLength: 1, maxLength: 3 }) })),
  event('RecommendationFollowed', fc.record({ ...ofList, shownId: id, sku })),
  event(
    'VisitorConsentChanged',
    fc.record({ visitorId: id, changeId: id, granted: fc.boolean(), wording: fc.constant('v1'), decidedAt: moment }),
  ),
  event('CartAbandoned', fc.record({ cartId: id, lines: fc.constant([]) })),
  event('ParkedEventSkipped', fc.constant({ process: 'messages', eventId: 'a', reason: 'why not' })),
  event('ViewEventSkipped', fc.record({ ...skip, heldAs: fc.constantFrom('document', 'stream'), heldName: id })),
  event('TimerSet', fc.record({ timerId: id, dueAt: moment, orderId: id })),
  event('TimerSet', fc.record({ timerId: id, dueAt: moment, orderId: id, refundId: id })),
  event('TimersFired', fc.record({ through: moment })),
  event('StockRecovered', fc.record({ sku, available: minor, threshold: few })),
  event('StockReleased', fc.record({ sku, orderId: id, quantity: few })),
  event('StockReleased', fc.record({ sku, orderId: id, quantity: few, movementId: id })),
  event('StockShipped', fc.record({ sku, movementId: id, orderId: id, quantity: few, fromReservation: fc.nat(5) })),
  event('StockReturned', fc.record({ sku, movementId: id, quantity: few })),
  event('ItemAddedToCart', fc.record({ cartId: id, changeId: id, sku, quantity: few, currency })),
  event('CartQuantityChanged', fc.record({ cartId: id, changeId: id, sku, quantity: few })),
  event('ItemRemovedFromCart', fc.record({ cartId: id, changeId: id, sku })),
  event(
    'CartCheckedOut',
    fc.record(
      { cartId: id, orderId: id, lines: fc.array(fc.record({ sku, quantity: few })) },
      { requiredKeys: ['cartId', 'orderId'] },
    ),
  ),
  event('DeliveryMethodsSet', fc.record({ changeId: id, methods: fc.constant([]) })),
  event('TaxRulesSet', fc.record({ changeId: id, rules: fc.constant([]) })),
  event('DiscountDefined', fc.record({ code, terms: discountTerms })),
  event('DiscountEnded', fc.record({ code, changeId: id })),
  event('DiscountRedeemed', fc.record({ code, orderId: id, customerKey: id })),
  event('DiscountGivenBack', fc.record({ code, orderId: id })),
  event('CartMerged', fc.record({ cartId: id, mergeId: id, fromCartId: id, currency, lines: fc.array(cartLine) })),
  event('CartHandedOver', fc.record({ cartId: id, mergeId: id, intoCartId: id, lines: fc.array(cartLine) })),
  event('OrderPlaced', fc.record({ ...order, orderNumber: id, charges: fc.constant([]) })),
  event('OrderConfirmed', fc.record({ orderId: id })),
  event('ItemsShipped', fc.record({ orderId: id, shipmentId: id, lines: fc.array(moved), complete: fc.boolean() })),
  event('ShipmentDelivered', fc.record({ orderId: id, shipmentId: id })),
  event('OrderCancelled', fc.record({ ...order, reason: fc.string() })),
  event(
    'OrderLinesCancelled',
    fc.record({
      ...{ orderId: id, cancellationId: id, reason: fc.string(), ...parties, currency, amountMinor: minor },
      lines: fc.array(fc.record({ lineId: id, sku, quantity: few, amountMinor: minor }), { maxLength: 3 }),
    }),
  ),
  event(
    'ReturnRequested',
    fc.record({
      ...{ orderId: id, returnId: id, reason: fc.constant('faulty' as const) },
      lines: fc.array(moved, { maxLength: 3 }),
    }),
  ),
  event('ReturnApproved', fc.record({ orderId: id, returnId: id })),
  event('ReturnDeclined', fc.record({ orderId: id, returnId: id })),
  event('ReturnWithdrawn', fc.record({ orderId: id, returnId: id })),
  event(
    'ReturnReceived',
    fc.record({ orderId: id, returnId: id, receiptId: id, lines: fc.array(moved, { maxLength: 3 }) }),
  ),
  event(
    'ReturnInspected',
    fc.record({
      ...{ orderId: id, returnId: id, inspectionId: id, ...parties, currency, amountMinor: minor },
      deliveryMinor: fc.option(minor, { nil: undefined }),
      lines: fc.array(
        fc.record({
          ...{ lineId: id, sku, quantity: few, sellable: fc.nat(5), writtenOff: fc.nat(5) },
          ...{ worthMinor: minor, amountMinor: minor },
        }),
        { maxLength: 3 },
      ),
    }),
  ),
  event(
    'ItemsReturned',
    fc.record({
      orderId: id,
      returnId: id,
      reason: fc.string(),
      ...parties,
      currency,
      lines: fc.constant([]),
      amountMinor: minor,
    }),
  ),
  event(
    'PaymentReceived',
    fc.record({
      ...{ paymentId: id, orderId: id, receiptId: id, method: fc.constant('cash' as const) },
      ...{ amountMinor: few, currency, ...parties },
    }),
  ),
  event(
    'PaymentRefunded',
    fc.record({
      paymentId: id,
      orderId: id,
      refundId: id,
      amountMinor: few,
      currency,
      reason: fc.string(),
      ...parties,
    }),
  ),
  event('CardPaymentStarted', fc.record({ ...attempt, paymentMethodId: id, startedAt: moment, ...sum, ...parties })),
  event('PaymentActionRequired', fc.record({ ...attempt, intentId: id, url: fc.webUrl() })),
  event('PaymentDeclined', fc.record({ ...attempt, code: fc.constant('card_declined') })),
  event('PaymentAuthorised', fc.record({ ...attempt, intentId: id, ...sum, ...parties })),
  event('PaymentCaptured', fc.record({ ...attempt, intentId: id, ...sum, ...parties })),
  event('AuthorisationVoided', fc.record({ ...attempt, intentId: id })),
  event('AuthorisationExpired', fc.record({ ...attempt, intentId: id })),
  event('RefundStarted', fc.record({ ...refund, ...sum, reason: fc.constant('cracked') })),
  event('RefundStarted', fc.record({ ...refund, ...sum, reason: fc.constant('cracked'), insteadOf: id })),
  event(
    'RefundFailed',
    fc.record({ ...refund, ...sum, ...parties, code: fc.constant('unknown'), wasRefunded: fc.boolean() }),
  ),
  event(
    'RefundFailed',
    fc.record({
      ...{ ...refund, ...sum, ...parties, code: fc.constant('unknown'), wasRefunded: fc.boolean() },
      owed: fc.constant(true as const),
    }),
  ),
  event('DisputeOpened', fc.record({ ...dispute, ...sum, reason: fc.constant('fraudulent') })),
  event('DisputeClosed', fc.record({ ...dispute, ...sum, outcome: fc.constantFrom('won' as const, 'lost' as const) })),
  event(
    'CreditIssued',
    fc.record({
      ...{ creditId: id, ...parties, currency, lines: fc.constant([]), charges: fc.constant([]) },
      ...{ totalMinor: minor, reason: fc.string() },
    }),
  ),
  event(
    'AccountAdjusted',
    fc.record({ adjustmentId: id, ...parties, currency, amountMinor: fc.integer(), description: fc.string() }),
  ),
  event(
    'InvoiceIssued',
    fc.record({
      ...issued,
      register: month.map((of) => `invoice-${of}`),
      number: fc.constantFrom('INV-2026-11-000001', 'INV-2026-12-000002'),
      ...{ orderedOn: fc.constant('2026-11-25'), charges: fc.constant([]), pricesIncludeTax: fc.boolean() },
      lines: fc.array(
        line.map((of) => ({ ...of, payableMinor: of.amountMinor })),
        { maxLength: 3 },
      ),
    }),
  ),
  event(
    'CreditNoteIssued',
    fc.record({
      ...issued,
      register: month.map((of) => `creditnote-${of}`),
      number: fc.constantFrom('CN-2026-11-000001', 'CN-2026-12-000002'),
      ...{ invoiceNumber: fc.constant('INV-2026-11-000001'), invoicedOn: fc.constant('2026-11-26') },
      cause: fc.record({ kind: fc.constantFrom('return' as const, 'refund' as const), id }),
      ...{ lines: fc.constant([]), creditedBefore: fc.constant([]) },
    }),
  ),
  event('MessageSent', fc.record({ messageId: id, kind: fc.constant('order-confirmed' as const), orderId: id })),
  event(
    'MessageDropped',
    fc.record({ messageId: id, kind: fc.constant('stock-low' as const), sku, reason: fc.string() }),
  ),
  event('EmailClaimed', fc.record({ emailHash, customerId: id, claimedAt: moment })),
  event('EmailReleased', fc.record({ emailHash, customerId: id })),
  event('CustomerRegistered', fc.record({ customerId: id, emailHash, profile: envelope })),
  event('RegistrationRepeated', fc.record({ customerId: id, repeatedAt: moment })),
  event('VerificationRequested', fc.record(link)),
  event('EmailVerified', fc.record({ customerId: id, requestId: id })),
  event('PasswordResetRequested', fc.record(link)),
  event('CustomerPasswordChanged', fc.record({ customerId: id, changeId: id })),
  event('CustomerPasswordChanged', fc.record({ customerId: id, changeId: id, requestId: id })),
  event('CustomerAddressAdded', fc.record(addressed)),
  event('CustomerAddressChanged', fc.record(addressed)),
  event('CustomerAddressRemoved', fc.record({ customerId: id, changeId: id, addressId: id })),
  event('DefaultAddressChosen', fc.record({ customerId: id, changeId: id, addressId: id })),
  event(
    'ConsentChanged',
    fc.record({
      ...{ customerId: id, changeId: id, purpose: fc.constantFrom('activity' as const, 'marketing' as const) },
      ...{ granted: fc.boolean(), wording: id, decidedAt: moment },
    }),
  ),
  event('CustomerOrdered', fc.record({ customerId: id, orderId: id, orderedAt: moment })),
  event('CustomerErased', fc.record({ customerId: id, emailHash, erasedAt: moment })),
  event('StaffMemberAdded', fc.record({ staffId: id, login: id, roles: fc.array(role) })),
  event('StaffPasswordReset', fc.record({ staffId: id })),
  ...furtherEvents({ id, sku, minor }),
);
