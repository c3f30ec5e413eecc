import { knownCurrency, mostPieces, quantity, sku } from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import { cartLines } from './cart-decider.js';
import type { CartHandlers, CartOutcome } from './cart-handlers.js';

type Asker = { readonly principal: { readonly kind: string; readonly id?: string } };

/** A shopper has one cart, and nobody else reaches it: it is named as their session is. */
const cartOf = ({ principal }: Asker): string => {
  if (principal.kind !== 'shopper' || principal.id === undefined)
    throw new Error('the edge let someone in who is no shopper');
  return principal.id;
};

const told = (outcome: CartOutcome, cartId: string, shop: Shop) =>
  answer(outcome, shop, 200, ({ state }) => ({ cartId, lines: cartLines(state) }));

export const cartsRoutes = (carts: CartHandlers, shop: Shop, clock: Clock): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/carts/mine',
    roles: ['shopper'],
    summary: 'ShowCart: what is in the shopper’s own cart, at the prices of this moment.',
    handle: async (request) => ({ status: 200, body: await carts.cart(cartOf(request)) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/carts/mine/items',
    roles: ['shopper'],
    summary: 'AddItemToCart: so many more of a thing, in the currency given, or in that of the cart.',
    command: true,
    body: z.strictObject({ sku, quantity, currency: knownCurrency.optional() }),
    handle: async (request) => {
      const cartId = cartOf(request);
      const changeId = deriveId('cart-change', request.commandId);
      const outcome = await carts.addItem({ cartId, changeId, ...request.body }, contextOf(request, clock));
      return told(outcome, cartId, shop);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/carts/mine/items/:sku',
    roles: ['shopper'],
    summary: 'ChangeCartQuantity: so many of a thing in all; 0 takes it out.',
    command: true,
    params: z.strictObject({ sku }),
    body: z.strictObject({ quantity: z.int().min(0).max(mostPieces) }),
    handle: async (request) => {
      const cartId = cartOf(request);
      const changeId = deriveId('cart-change', request.commandId);
      const command = { cartId, changeId, sku: request.params.sku, quantity: request.body.quantity };
      const outcome = await carts.changeQuantity(command, contextOf(request, clock));
      if (outcome.kind === 'refused') return refused(outcome);
      return told(outcome, cartId, shop);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/carts/mine/currency',
    roles: ['shopper'],
    summary: 'ChangeCartCurrency: all that is in the cart is priced in another currency.',
    command: true,
    body: z.strictObject({ currency: knownCurrency }),
    handle: async (request) => {
      const cartId = cartOf(request);
      const changeId = deriveId('cart-change', request.commandId);
      const { currency } = request.body;
      const outcome = await carts.changeCurrency({ cartId, changeId, currency }, contextOf(request, clock));
      return told(outcome, cartId, shop);
    },
  }),
];
