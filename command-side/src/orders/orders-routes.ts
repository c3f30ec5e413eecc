import {
  delivery,
  entityId,
  knownCurrency,
  nonNegativeMinor,
  paymentMethodId,
  quantity,
  sku,
  tracking,
} from '@storefold/contracts';
import { defineRoute, deriveId, type OrderLinks, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { CartHandlers } from '../carts/cart-handlers.js';
import type { Checkout } from './checkout.js';
import { actingOn, type Acting } from './acting-on-order.js';
import type { OrderHandlers } from './order-handlers.js';
import { knownCountry, typedCode } from '../pricing/pricing-routes.js';
import type { Quotes } from '../pricing/quotes.js';
import { cancellationsOf, type PlacedOrder } from './order-state.js';
import type { OwnWords } from '../own-words.js';

const reason = z.string().trim().min(1).max(200);
const ofOrder = z.strictObject({ orderId: entityId });
const movedLines = z
  .array(z.strictObject({ lineId: entityId, quantity }))
  .min(1)
  .max(5_000);
const discountCodes = z
  .array(typedCode)
  .max(5)
  .refine((codes) => new Set(codes).size === codes.length, 'each code counts once')
  .optional();
const lines = z.array(z.strictObject({ sku, quantity })).min(1).max(200).optional();
const deliveryMethod = entityId.optional();
const currency = knownCurrency.optional();
const quoteBody = z.strictObject({ lines, country: knownCountry, discountCodes, deliveryMethod, currency });
const placeBody = z
  .strictObject({
    /** Without lines: what is in the shopper's cart, which is empty then. */
    lines,
    country: knownCountry.optional(),
    discountCodes,
    /** By its code; needed where the shop has set delivery methods. */
    deliveryMethod,
    /** In which it is paid. Without it: in that of the cart, or in the shop's own. */
    currency,
    delivery: delivery.optional(),
    /** Instead of those: one of the addresses that a signed-in customer keeps with us. */
    addressId: entityId.optional(),
    expectedTotalMinor: nonNegativeMinor.optional(),
    expectedCurrency: knownCurrency.optional(),
    payment: z.strictObject({ kind: z.literal('card'), paymentMethodId }).optional(),
  })
  .superRefine((body, issues) => {
    const named = body.addressId !== undefined;
    for (const field of ['country', 'delivery'] as const)
      if ((body[field] === undefined) !== named)
        issues.addIssue({ code: 'custom', path: [field], message: 'give country and delivery, or addressId alone' });
  });

/** Where own words about an order are said. */
const aboutOrder = ({ orderId, customerId }: PlacedOrder, type: string, commandId: string) => ({
  ...{ orderId, customerId, kind: 'order' as const, type, commandId },
});

/** Who cancels, for the decider and for the log. */
const cancelledBy = ({ by, ofShopper }: Acting) => ({
  reason: by === 'shop' ? 'cancelled by the shop' : 'cancelled by its shopper',
  ...(ofShopper === undefined ? {} : { ofShopper }),
});

export const ordersRoutes = (
  orders: OrderHandlers,
  checkout: Checkout,
  quotes: Quotes,
  carts: CartHandlers,
  words: OwnWords,
  links: OrderLinks,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/orders',
    roles: ['shopper'],
    summary: 'PlaceOrder: the lines given, or what is in the shopper’s cart, at the prices of this moment.',
    command: true,
    body: placeBody,
    handle: async (request) => {
      const { principal, body } = request;
      if (principal.kind !== 'shopper') throw new Error('the edge let someone in who is no shopper');
      const context = contextOf(request, clock);
      const shopperId = principal.id;
      const basket =
        body.lines === undefined ? await carts.basket(shopperId) : { lines: body.lines, currency: undefined };
      const { lines } = basket;
      const { customerId } = principal;
      const outcome = await checkout.place(
        { ...body, currency: body.currency ?? basket.currency, lines, shopperId, customerId },
        context,
      );
      // After the order: a cart that was not emptied is an annoyance, an order that was lost with it is worse.
      if (outcome.kind === 'accepted' && body.lines === undefined && outcome.state.status !== 'none') {
        const { orderId, lines: ordered } = outcome.state.order;
        const taken = { cartId: shopperId, orderId, lines: ordered.map(({ sku, quantity }) => ({ sku, quantity })) };
        await carts.checkOut(taken, { ...context, bodyHash: undefined });
      }
      return answer(outcome, shop, 201, ({ state }) => {
        if (state.status === 'none') throw new Error('an order that was placed is none');
        const { orderId, orderNumber, totalMinor, currency } = state.order;
        return { orderId, orderNumber, totalMinor, currency };
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/orders/quote',
    roles: ['anyone'],
    summary:
      'QuoteOrder: what the lines given, or those of the cart, would come to now, with delivery, discounts and tax.',
    body: quoteBody,
    handle: async ({ principal, body }) => {
      const ofCart =
        body.lines === undefined && principal.kind === 'shopper' ? await carts.basket(principal.id) : undefined;
      const asked = {
        ...{ ...body, lines: body.lines ?? ofCart?.lines ?? [] },
        currency: body.currency ?? ofCart?.currency,
      };
      const quote = await quotes.quote(asked, clock());
      return 'code' in quote ? refused(quote) : { status: 200, body: quote };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/orders/:orderId/shipments',
    roles: ['clerk'],
    summary: 'ShipItems: the lines named, or all that is left.',
    command: true,
    params: ofOrder,
    body: z
      .strictObject({ lines: movedLines.optional(), tracking: z.strictObject(tracking.shape).optional() })
      .prefault({}),
    handle: async (request) => {
      const { orderId } = request.params;
      const { lines, tracking: tracked } = request.body;
      const shipmentId = deriveId('shipment', request.commandId);
      const outcome = await orders.shipItems(
        {
          ...{ orderId, shipmentId },
          ...(lines === undefined ? {} : { lines }),
          ...(tracked === undefined ? {} : { tracking: tracked }),
        },
        contextOf(request, clock),
      );
      return answer(outcome, shop, 200, ({ state }) => ({
        orderId,
        shipmentId,
        complete: state.status === 'shipping' && state.shipments.get(shipmentId) === true,
      }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/orders/:orderId/shipments/:shipmentId/delivery',
    roles: ['clerk'],
    summary: 'DeliverShipment: a shipment has arrived.',
    command: true,
    params: z.strictObject({ orderId: entityId, shipmentId: entityId }),
    handle: async (request) =>
      answer(await orders.deliverShipment(request.params, contextOf(request, clock)), shop, 200, () => request.params),
  }),
  defineRoute({
    method: 'POST',
    path: '/orders/:orderId/cancellation',
    roles: ['shopper', 'clerk'],
    byLink: true,
    summary: 'CancelOrder: while nothing of it has left the shop; a shopper only their own.',
    command: true,
    params: ofOrder,
    body: z.strictObject({ reason }),
    handle: async (request) => {
      const { orderId } = request.params;
      const { body } = request;
      const acting = actingOn(orderId, request, links);
      // Whose order it is is known only to the decider: nothing is sealed for an order that is not there.
      const known = await orders.knownOrder(orderId);
      if (!acting || known.status === 'none') return refused({ code: 'order-not-found', facts: { orderId } });
      const about = aboutOrder(known.order, 'OrderCancelled', request.commandId);
      const outcome = await orders.cancelOrder(
        {
          ...{ orderId, words: await words.seal(about, body.reason) },
          ...cancelledBy(acting),
        },
        contextOf(request, clock, acting),
      );
      return answer(outcome, shop, 200, () => ({ orderId }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/orders/:orderId/line-cancellations',
    roles: ['shopper', 'clerk'],
    byLink: true,
    summary: 'CancelLines: pieces that were not sent yet; a shopper only of their own order.',
    command: true,
    params: ofOrder,
    body: z.strictObject({ lines: movedLines, reason }),
    handle: async (request) => {
      const { orderId } = request.params;
      const { body } = request;
      const acting = actingOn(orderId, request, links);
      const cancellationId = deriveId('cancellation', request.commandId);
      const known = await orders.knownOrder(orderId);
      if (!acting || known.status === 'none') return refused({ code: 'order-not-found', facts: { orderId } });
      const about = aboutOrder(known.order, 'OrderLinesCancelled', request.commandId);
      const outcome = await orders.cancelLines(
        {
          ...{ orderId, cancellationId, lines: body.lines, words: await words.seal(about, body.reason) },
          ...cancelledBy(acting),
        },
        contextOf(request, clock, acting),
      );
      return answer(outcome, shop, 200, ({ state }) => ({
        ...{ orderId, cancellationId },
        amountMinor: cancellationsOf(state).get(cancellationId) ?? 0,
      }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/orders/:orderId/returns',
    roles: ['clerk'],
    summary: 'ReturnItems: what was shipped and came back.',
    command: true,
    params: ofOrder,
    body: z.strictObject({ lines: movedLines, reason }),
    handle: async (request) => {
      const { orderId } = request.params;
      const returnId = deriveId('return', request.commandId);
      const known = await orders.knownOrder(orderId);
      if (known.status === 'none') return refused({ code: 'order-not-found', facts: { orderId } });
      const about = aboutOrder(known.order, 'ItemsReturned', request.commandId);
      const { lines, reason: text } = request.body;
      const outcome = await orders.returnItems(
        { orderId, returnId, lines, reason: 'came back', words: await words.seal(about, text) },
        contextOf(request, clock),
      );
      return answer(outcome, shop, 200, ({ state }) => ({
        orderId,
        returnId,
        amountMinor: state.status === 'shipping' ? (state.returns.get(returnId) ?? 0) : 0,
      }));
    },
  }),
];
