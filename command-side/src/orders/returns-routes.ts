import { entityId, quantity, returnReason, writeOffReason } from '@storefold/contracts';
import { defineRoute, deriveId, type OrderLinks, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { OwnWords } from '../own-words.js';
import { actingOn } from './acting-on-order.js';
import type { OrderHandlers } from './order-handlers.js';
import type { OrderState } from './order-state.js';
import { requestsOf } from './return-state.js';

const ofOrder = z.strictObject({ orderId: entityId });
const ofReturn = z.strictObject({ orderId: entityId, returnId: entityId });
const words = z.string().trim().min(1).max(200);
const pieces = z
  .array(z.strictObject({ lineId: entityId, quantity }))
  .min(1)
  .max(5_000);
const somePieces = z.int().min(0).max(1_000_000);
const inspectedLines = z
  .array(
    z
      .strictObject({
        ...{ lineId: entityId, sellable: somePieces, writtenOff: somePieces },
        writeOffReason: writeOffReason.optional(),
        amountMinor: z.int().min(0).optional(),
      })
      .refine(({ sellable, writtenOff }) => sellable + writtenOff > 0, {
        message: 'leave a line out of which nothing came',
        path: ['sellable'],
      }),
  )
  .min(1)
  .max(5_000);

const DAY_MS = 86_400_000;

/** What is told of a return after each step. */
const told = (state: OrderState, orderId: string, returnId: string) => {
  const request = state.status === 'shipping' ? requestsOf(state).get(returnId) : undefined;
  const { amountMinor } = request ?? {};
  return { orderId, returnId, status: request?.status ?? null, ...(amountMinor === undefined ? {} : { amountMinor }) };
};

export type ReturnsDesk = {
  readonly orders: OrderHandlers;
  readonly words: OwnWords;
  readonly links: OrderLinks;
  /** For how long after it arrived something may be sent back. */
  readonly windowDays: number;
};

/** Returns that are asked for: by their shopper from the first to the withdrawal, by the shop from the approval on. */
export const returnsRoutes = (
  { orders, words: ownWords, links, windowDays }: ReturnsDesk,
  shop: Shop,
  clock: Clock,
): readonly Route[] => {
  /** Seals what somebody says, where the order is there to seal it for. */
  const sealed = async (orderId: string, type: string, commandId: string, text: string | undefined) => {
    if (text === undefined) return {};
    const known = await orders.knownOrder(orderId);
    if (known.status === 'none') return {};
    const { customerId } = known.order;
    return { words: await ownWords.seal({ orderId, customerId, kind: 'order', type, commandId }, text) };
  };
  const noOrder = (orderId: string) => refused({ code: 'order-not-found', facts: { orderId } });

  return [
    defineRoute({
      method: 'POST',
      path: '/orders/:orderId/return-requests',
      roles: ['shopper', 'clerk'],
      byLink: true,
      summary: 'RequestReturn: of what was sent and is not back; a shopper only of their own order and in time.',
      command: true,
      params: ofOrder,
      body: z.strictObject({ reason: returnReason, words: words.optional(), lines: pieces }),
      handle: async (request) => {
        const { orderId } = request.params;
        const acting = actingOn(orderId, request, links);
        if (!acting) return noOrder(orderId);
        const returnId = deriveId('return-request', request.commandId);
        const { reason, lines } = request.body;
        const context = contextOf(request, clock, acting);
        const since = new Date(Date.parse(context.occurredAt) - windowDays * DAY_MS).toISOString();
        const outcome = await orders.handleReturn(
          {
            ...{ kind: 'request-return', orderId, returnId, reason, lines },
            ...(await sealed(orderId, 'ReturnRequested', request.commandId, request.body.words)),
            ...(acting.ofShopper === undefined ? {} : { ofShopper: acting.ofShopper }),
            // Whom the shop is kind to on the telephone is the shop's affair.
            ...(acting.by === 'shop' ? {} : { since }),
          },
          context,
        );
        return answer(outcome, shop, 201, ({ state }) => told(state, orderId, returnId));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/orders/:orderId/return-requests/:returnId/withdrawal',
      roles: ['shopper', 'clerk'],
      byLink: true,
      summary: 'WithdrawReturn: before it is here; a shopper only one of their own.',
      command: true,
      params: ofReturn,
      handle: async (request) => {
        const { orderId, returnId } = request.params;
        const acting = actingOn(orderId, request, links);
        if (!acting) return noOrder(orderId);
        const whose = acting.ofShopper === undefined ? {} : { ofShopper: acting.ofShopper };
        const outcome = await orders.handleReturn(
          { kind: 'withdraw-return', orderId, returnId, ...whose },
          contextOf(request, clock, acting),
        );
        return answer(outcome, shop, 200, ({ state }) => told(state, orderId, returnId));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/orders/:orderId/return-requests/:returnId/approval',
      roles: ['clerk'],
      summary: 'ApproveReturn: it may be sent.',
      command: true,
      params: ofReturn,
      handle: async (request) => {
        const { orderId, returnId } = request.params;
        const outcome = await orders.handleReturn(
          { kind: 'approve-return', orderId, returnId },
          contextOf(request, clock),
        );
        return answer(outcome, shop, 200, ({ state }) => told(state, orderId, returnId));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/orders/:orderId/return-requests/:returnId/refusal',
      roles: ['clerk'],
      summary: 'DeclineReturn: with the reason that the shopper is told.',
      command: true,
      params: ofReturn,
      body: z.strictObject({ reason: words }),
      handle: async (request) => {
        const { orderId, returnId } = request.params;
        const said = await sealed(orderId, 'ReturnDeclined', request.commandId, request.body.reason);
        const outcome = await orders.handleReturn(
          { kind: 'decline-return', orderId, returnId, ...said },
          contextOf(request, clock),
        );
        return answer(outcome, shop, 200, ({ state }) => told(state, orderId, returnId));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/orders/:orderId/return-requests/:returnId/receipt',
      roles: ['clerk'],
      summary: 'ReceiveReturn: the parcel is here, with these pieces of what was announced.',
      command: true,
      params: ofReturn,
      body: z.strictObject({ lines: pieces }),
      handle: async (request) => {
        const { orderId, returnId } = request.params;
        const { lines } = request.body;
        const receiptId = deriveId('receipt-of-return', request.commandId);
        const outcome = await orders.handleReturn(
          { kind: 'receive-return', orderId, returnId, receiptId, lines },
          contextOf(request, clock),
        );
        return answer(outcome, shop, 200, ({ state }) => told(state, orderId, returnId));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/orders/:orderId/return-requests/:returnId/inspection',
      roles: ['clerk'],
      summary:
        'InspectReturn: how many pieces go back on the shelf, how many are written off, and what is given back: what was paid for them, or less with a reason.',
      command: true,
      params: ofReturn,
      body: z.strictObject({ lines: inspectedLines, withDelivery: z.boolean().optional(), reason: words.optional() }),
      handle: async (request) => {
        const { orderId, returnId } = request.params;
        const { lines, withDelivery, reason } = request.body;
        const inspectionId = deriveId('inspection', request.commandId);
        const outcome = await orders.handleReturn(
          {
            ...{ kind: 'inspect-return', orderId, returnId, inspectionId, lines },
            ...(withDelivery === undefined ? {} : { withDelivery }),
            ...(await sealed(orderId, 'ReturnInspected', request.commandId, reason)),
          },
          contextOf(request, clock),
        );
        return answer(outcome, shop, 200, ({ state }) => told(state, orderId, returnId));
      },
    }),
  ];
};
