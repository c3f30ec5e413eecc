import {
  country,
  deliveryMethod,
  discountCode,
  discountOff,
  instant,
  isCountry,
  knownCurrency,
  priceMinor,
  taxRule,
} from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { DiscountHandlers } from './discount-handlers.js';
import type { SellingCurrencies } from './selling-currencies.js';
import { methodsTo } from './terms-decider.js';
import type { TermsHandlers } from './terms-handlers.js';

const oncePer = <Item>(name: (item: Item) => string, what: string) =>
  [
    (items: readonly Item[]): boolean => new Set(items.map((item) => name(item).toLowerCase())).size === items.length,
    what,
  ] as const;

/** A country by its name, as people write it. */
export const knownCountry = country.refine(isCountry, 'expected the name of a country, such as United Kingdom');

const methodsBody = z.strictObject({
  methods: z
    .array(
      z.strictObject({
        ...deliveryMethod.shape,
        currency: knownCurrency,
        priceMinor,
        freeFromMinor: priceMinor.optional(),
        countries: z.array(knownCountry).max(300).default([]),
        taxCategory: deliveryMethod.shape.taxCategory.default('standard'),
      }),
    )
    .max(100)
    .refine(
      ...oncePer<{ code: string; currency: string }>(
        ({ code, currency }) => `${code} ${currency}`,
        'each method has a code of its own, and one price in each currency',
      ),
    ),
});
const taxBody = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        ...taxRule.shape,
        country: knownCountry,
        rates: z
          .array(z.strictObject(taxRule.shape.rates.element.shape))
          .min(1)
          .max(50)
          .refine(...oncePer<{ category: string }>(({ category }) => category, 'each category stands once')),
      }),
    )
    .max(300)
    .refine(...oncePer<{ country: string }>((rule) => rule.country, 'each country has one rule')),
});
/** As people type it. */
export const typedCode = z.string().trim().toUpperCase().pipe(discountCode);
const discountBody = z
  .strictObject({
    code: typedCode,
    off: z.discriminatedUnion('kind', [
      z.strictObject(discountOff.options[0].shape),
      z.strictObject({ ...discountOff.options[1].shape, amountMinor: priceMinor.min(1) }),
      z.strictObject(discountOff.options[2].shape),
    ]),
    currency: knownCurrency,
    minimumMinor: priceMinor.optional(),
    from: instant.optional(),
    until: instant.optional(),
    limit: z.int().min(1).max(1_000_000).optional(),
    limitEach: z.int().min(1).max(1_000).optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    message: 'expected a moment after `from`',
  });

export const pricingRoutes = (
  terms: TermsHandlers,
  discounts: DiscountHandlers,
  currencies: SellingCurrencies,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'PUT',
    path: '/terms/delivery-methods',
    roles: ['administrator'],
    summary: 'SetDeliveryMethods: how orders are delivered from now on, all methods anew.',
    command: true,
    body: methodsBody,
    handle: async (request) => {
      const { methods } = request.body;
      const command = { changeId: deriveId('terms', request.commandId), methods, own: shop.currency };
      return answer(await terms.setDeliveryMethods(command, contextOf(request, clock)), shop, 200, ({ state }) => ({
        methods: state.methods,
      }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/terms/delivery-methods',
    roles: ['anyone'],
    summary:
      'DeliveryMethods: the ways in which the shop delivers, or those to one country; none where it asks for none.',
    query: z.strictObject({ country: knownCountry.optional() }),
    handle: async ({ query }) => {
      const state = await terms.terms();
      return {
        status: 200,
        body: { methods: query.country === undefined ? state.methods : methodsTo(state, query.country) },
      };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/terms/currencies',
    roles: ['administrator'],
    summary: 'SetSellingCurrencies: in which the shop sells from now on beside its own, all anew.',
    command: true,
    body: z.strictObject({
      currencies: z
        .array(knownCurrency)
        .max(30)
        .refine(...oncePer<string>((code) => code, 'each currency stands once')),
    }),
    handle: async (request) => {
      const others = request.body.currencies.filter((currency) => currency !== shop.currency);
      const command = { changeId: deriveId('terms', request.commandId), currencies: others };
      return answer(await terms.setCurrencies(command, contextOf(request, clock)), shop, 200, ({ state }) => ({
        currencies: [shop.currency, ...state.currencies],
      }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/terms/currencies',
    roles: ['anyone'],
    summary: 'SellingCurrencies: those in which the shop sells, its own first.',
    handle: async () => ({ status: 200, body: { currencies: await currencies.all() } }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/terms/tax',
    roles: ['administrator'],
    summary: 'SetTaxRules: how sales to each country are taxed from now on, all rules anew.',
    command: true,
    body: taxBody,
    handle: async (request) => {
      const command = { changeId: deriveId('terms', request.commandId), rules: request.body.rules };
      return answer(await terms.setTaxRules(command, contextOf(request, clock)), shop, 200, ({ state }) => ({
        rules: state.rules,
      }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/discounts',
    roles: ['clerk'],
    summary: 'DefineDiscount: a code that shoppers may type, and what it takes off.',
    command: true,
    body: discountBody,
    handle: async (request) => {
      const { code, currency, ...terms } = request.body;
      const outcome = await discounts.defineDiscount(
        { code, terms: { ...terms, currency }, offered: await currencies.all() },
        contextOf(request, clock),
      );
      return answer(outcome, shop, 201, () => ({ code }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/discounts/:code/end',
    roles: ['clerk'],
    summary: 'EndDiscount: no further order has it.',
    command: true,
    params: z.strictObject({ code: typedCode }),
    handle: async (request) => {
      const { code } = request.params;
      const changeId = deriveId('discount', request.commandId);
      return answer(await discounts.endDiscount({ code, changeId }, contextOf(request, clock)), shop, 200, () => ({
        code,
      }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/discounts/:code',
    roles: ['clerk'],
    summary: 'Discount: its terms, and how many orders have it.',
    params: z.strictObject({ code: typedCode }),
    handle: async ({ params: { code } }) => {
      const state = await discounts.discount(code);
      if (state.kind === 'unknown') return refused({ code: 'discount-unknown', facts: { code } });
      return { status: 200, body: { code, ...state.terms, ended: state.ended, orders: state.orders.size } };
    },
  }),
];
