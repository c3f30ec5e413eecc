import { currencyCode, knownCurrency, priceMinor, quantity, sku, taxCategory } from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { SellingCurrencies } from '../pricing/selling-currencies.js';
import type { InventoryHandlers } from './inventory-handlers.js';
import { available } from './stock-state.js';
import type { UpdateStock } from './stock-decider.js';

const productBody = z.strictObject({
  sku,
  title: z.string().trim().min(1).max(200),
  priceMinor,
  currency: knownCurrency,
  category: z.string().trim().min(1).max(60).optional(),
  taxCategory: taxCategory.optional(),
});
const priceBody = z.strictObject({ priceMinor, currency: knownCurrency });
const reason = z.string().trim().min(1).max(200);
const stockBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('receive'), quantity, note: reason.optional() }),
  z.strictObject({ action: z.literal('count'), counted: z.int().min(0).max(1_000_000_000) }),
  z.strictObject({
    action: z.literal('adjust'),
    quantity: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((pieces) => pieces !== 0, 'an adjustment of 0 changes nothing'),
    reason,
  }),
  z.strictObject({ action: z.literal('write-off'), quantity, reason }),
]);

const updateOf = (skuOf: string, movementId: string, body: z.infer<typeof stockBody>): UpdateStock => {
  const movement = { sku: skuOf, movementId };
  switch (body.action) {
    case 'receive':
      return {
        kind: 'receive',
        ...movement,
        quantity: body.quantity,
        ...(body.note === undefined ? {} : { note: body.note }),
      };
    case 'count':
      return { kind: 'count', ...movement, counted: body.counted };
    case 'write-off':
      return { kind: 'write-off', ...movement, quantity: body.quantity, reason: body.reason };
    case 'adjust':
      return { kind: 'adjust', ...movement, quantity: body.quantity, reason: body.reason };
  }
};

export const inventoryRoutes = (
  inventory: InventoryHandlers,
  currencies: SellingCurrencies,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/inventory/products',
    roles: ['clerk'],
    summary: 'DefineProduct: puts a product on sale.',
    command: true,
    body: productBody,
    handle: async (request) => {
      const { category, taxCategory: taxedAs, ...product } = request.body;
      if (product.currency !== shop.currency)
        return refused({ code: 'currency-differs', facts: { expected: shop.currency, given: product.currency } });
      const definition = {
        ...product,
        ...(category === undefined ? {} : { category }),
        ...(taxedAs === undefined ? {} : { taxCategory: taxedAs }),
      };
      const outcome = await inventory.defineProduct(definition, contextOf(request, clock));
      return answer(outcome, shop, 201, () => ({ sku: product.sku }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/price',
    roles: ['clerk'],
    summary:
      'ChangePrice: what the product costs from now on, in its own currency or in another one that the shop sells in.',
    command: true,
    params: z.strictObject({ sku }),
    body: priceBody,
    handle: async (request) => {
      const command = {
        sku: request.params.sku,
        ...request.body,
        offered: await currencies.all(),
        changeId: deriveId('price-change', request.commandId),
      };
      const outcome = await inventory.changePrice(command, contextOf(request, clock));
      return answer(outcome, shop, 200, () => ({ sku: command.sku, priceMinor: command.priceMinor }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/prices/:currency/withdrawal',
    roles: ['clerk'],
    summary: 'WithdrawPrice: the product is not sold in that currency any more; its own stays.',
    command: true,
    // Any code: what was priced before in a currency that nobody can be paid in is withdrawn, too.
    params: z.strictObject({ sku, currency: currencyCode }),
    handle: async (request) => {
      const command = { ...request.params, changeId: deriveId('price-change', request.commandId) };
      const outcome = await inventory.withdrawPrice(command, contextOf(request, clock));
      return answer(outcome, shop, 200, () => request.params);
    },
  }),
  ...(
    [
      ['discontinue', 'discontinuation', 'DiscontinueProduct: it is not sold any more; what is ordered is delivered.'],
      ['reinstate', 'reinstatement', 'ReinstateProduct: it is sold again.'],
    ] as const
  ).map(([kind, noun, summary]) =>
    defineRoute({
      method: 'POST',
      path: `/inventory/products/:sku/${noun}`,
      roles: ['clerk'],
      summary,
      command: true,
      params: z.strictObject({ sku }),
      handle: async (request) => {
        const command = { kind, sku: request.params.sku, changeId: deriveId('selling-change', request.commandId) };
        const outcome = await inventory.changeSelling(command, contextOf(request, clock));
        return answer(outcome, shop, 200, ({ state }) => ({
          sku: command.sku,
          discontinued: state.kind === 'defined' && state.discontinued,
        }));
      },
    }),
  ),
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/stock',
    roles: ['clerk'],
    summary: 'UpdateStock: receives, counts, adjusts or writes off what lies on the shelf.',
    command: true,
    params: z.strictObject({ sku }),
    body: stockBody,
    handle: async (request) => {
      const movementId = deriveId('movement', request.commandId);
      const command = updateOf(request.params.sku, movementId, request.body);
      const outcome = await inventory.updateStock(command, contextOf(request, clock));
      return answer(outcome, shop, 200, ({ state }) => ({
        sku: command.sku,
        onHand: state.onHand,
        available: available(state),
      }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/low-stock',
    roles: ['clerk'],
    summary: 'SetLowStockThreshold: from how few free pieces on it is told that a shelf runs low; 0 for never.',
    command: true,
    params: z.strictObject({ sku }),
    body: z.strictObject({ threshold: z.int().min(0).max(1_000_000) }),
    handle: async (request) => {
      const changeId = deriveId('threshold', request.commandId);
      const command = { sku: request.params.sku, threshold: request.body.threshold, changeId };
      const outcome = await inventory.setLowStockThreshold(command, contextOf(request, clock));
      return answer(outcome, shop, 200, ({ state }) => ({
        ...{ sku: command.sku, threshold: state.threshold, available: available(state), low: state.low },
      }));
    },
  }),
];
