import { entityId, instant, knownCurrency, priceMinor, sku } from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { SellingCurrencies } from '../pricing/selling-currencies.js';
import type { PriceChanges } from './price-changes.js';

const changeBody = z.strictObject({ priceMinor, currency: knownCurrency, effectiveFrom: instant });
const ofProduct = z.strictObject({ sku });
const ofChange = z.strictObject({ sku, changeId: entityId });

/** Prices that are to be asked from a moment on. */
export const priceRoutes = (
  prices: PriceChanges,
  currencies: SellingCurrencies,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/price-changes',
    roles: ['clerk'],
    summary: 'SchedulePrice: what the product will cost from a moment on (UTC, with milliseconds).',
    command: true,
    params: ofProduct,
    body: changeBody,
    handle: async (request) => {
      const changeId = deriveId('price-change', request.commandId);
      const change = { sku: request.params.sku, changeId, ...request.body };
      const offered = await currencies.all();
      const outcome = await prices.schedule({ ...change, offered }, contextOf(request, clock));
      return answer(outcome, shop, 201, () => change);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/price-changes/:changeId/withdrawal',
    roles: ['clerk'],
    summary: 'WithdrawPriceChange: a price that was to come does not.',
    command: true,
    params: ofChange,
    handle: async (request) => {
      const outcome = await prices.withdraw(request.params, contextOf(request, clock));
      return answer(outcome, shop, 200, () => request.params);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/inventory/products/:sku/price-changes',
    roles: ['clerk'],
    summary: 'PriceChanges: the price that is asked now, and those that are to come, in the order of their times.',
    params: ofProduct,
    handle: async ({ params }) => {
      const product = await prices.product(params.sku);
      if (product.kind === 'unknown') return refused({ code: 'product-not-found', facts: params });
      const { priceMinor: now, currency, prices: others, schedule } = product;
      return { status: 200, body: { ...params, priceMinor: now, currency, prices: others, changes: schedule } };
    },
  }),
];
