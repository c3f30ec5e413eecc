import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, instant } from '../ids.js';
import { currencyCode, nonNegativeMinor } from '../money.js';
import { recordedText } from '../text.js';

/** Hundredths of a percent: 2000 is 20 %. */
export const basisPoints = z.int().min(0).max(10_000);
/** What is taxed alike: `standard`, `books`. */
export const taxCategory = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a tax category is 1 to 40 small letters, digits and dashes, such as standard');
/** The category of what names none. */
export const standardTax = 'standard';
/** What people type: kept in capital letters. */
export const discountCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, 'a discount code is 3 to 40 capital letters, digits and dashes');

/** A way in which orders reach their shoppers. */
export const deliveryMethod = z.object({
  code: entityId,
  name: recordedText(1, 80),
  priceMinor: nonNegativeMinor,
  currency: currencyCode,
  /** Where it goes; none named: everywhere. */
  countries: z.array(country).max(300),
  /** From this sum of goods on, after discounts, it costs nothing. Absent: it always costs its price. */
  freeFromMinor: nonNegativeMinor.optional(),
  taxCategory,
});
export type DeliveryMethod = z.infer<typeof deliveryMethod>;

/** How sales to one country are taxed. */
export const taxRule = z.object({
  country,
  /** The prices of the shop are with tax there, as consumers know them; otherwise tax comes to them. */
  pricesIncludeTax: z.boolean(),
  rates: z.array(z.object({ category: taxCategory, rateBp: basisPoints })).max(50),
});
export type TaxRule = z.infer<typeof taxRule>;

/** From now on orders are delivered so; all methods anew. */
export const deliveryMethodsSet = defineEvent(
  'DeliveryMethodsSet',
  1,
  z.object({ changeId: entityId, methods: z.array(deliveryMethod).max(100) }),
);
/** From now on it sells in these, too, beside its own currency; all anew. */
export const sellingCurrenciesSet = defineEvent(
  'SellingCurrenciesSet',
  1,
  z.object({ changeId: entityId, currencies: z.array(currencyCode).max(30) }),
);
/** From now on orders are taxed so; all rules anew. */
export const taxRulesSet = defineEvent(
  'TaxRulesSet',
  1,
  z.object({ changeId: entityId, rules: z.array(taxRule).max(300) }),
);

export const discountOff = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percentage'), basisPoints: basisPoints.min(1) }),
  z.object({ kind: z.literal('fixed'), amountMinor: nonNegativeMinor.min(1) }),
  z.object({ kind: z.literal('free-delivery') }),
]);
export const discountTerms = z.object({
  off: discountOff,
  currency: currencyCode,
  /** The goods have to cost this much, before discounts. */
  minimumMinor: nonNegativeMinor.optional(),
  from: instant.optional(),
  until: instant.optional(),
  /** Orders in all, and of one customer. Absent: any number. */
  limit: z.int().min(1).max(1_000_000).optional(),
  limitEach: z.int().min(1).max(1_000).optional(),
});
export type DiscountTerms = z.infer<typeof discountTerms>;

export const discountDefined = defineEvent(
  'DiscountDefined',
  1,
  z.object({ code: discountCode, terms: discountTerms }),
);
export const discountEnded = defineEvent('DiscountEnded', 1, z.object({ code: discountCode, changeId: entityId }));
/** An order has it. `customerKey` is a keyed hash of who ordered: it tells that two are the same, and nobody who. */
export const discountRedeemed = defineEvent(
  'DiscountRedeemed',
  1,
  z.object({ code: discountCode, orderId: entityId, customerKey: recordedText(1, 100) }),
);
/** The order was not placed after all, or was cancelled: its place is free again. */
export const discountGivenBack = defineEvent(
  'DiscountGivenBack',
  1,
  z.object({ code: discountCode, orderId: entityId }),
);
