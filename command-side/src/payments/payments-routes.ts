import { currencyCode, entityId, offlineMethod } from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { OwnWords } from '../own-words.js';
import { stillDueMinor, type PaymentState } from './payment-state.js';
import type { PaymentHandlers } from './payment-handlers.js';

const positiveMinor = z.int().min(1);

const sums = (state: PaymentState) => ({
  receivedMinor: state.kind === 'paid' ? state.receivedMinor : 0,
  refundedMinor: state.kind === 'paid' ? state.refundedMinor : 0,
});

export const paymentsRoutes = (
  payments: PaymentHandlers,
  words: OwnWords,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/payments',
    roles: ['clerk'],
    summary: 'ProcessPayment: records money that reached us without a gateway. `dueMinor` is what is still to be paid.',
    command: true,
    body: z.strictObject({
      orderId: entityId,
      method: offlineMethod,
      amountMinor: positiveMinor,
      currency: currencyCode,
    }),
    handle: async (request) => {
      const { orderId } = request.body;
      const receiptId = deriveId('receipt', request.commandId);
      const outcome = await payments.processPayment({ ...request.body, receiptId }, contextOf(request, clock));
      const due = await payments.due(orderId);
      return answer(outcome, shop, 201, ({ state }) => ({
        ...{ paymentId: orderId, receiptId, ...sums(state), dueMinor: stillDueMinor(due, state) },
      }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/payments/:orderId/refunds',
    roles: ['clerk'],
    summary:
      'RefundPayment: gives back at most what was received, and for a return or cancelled lines at most what they were worth.',
    command: true,
    params: z.strictObject({ orderId: entityId }),
    body: z
      .strictObject({
        amountMinor: positiveMinor,
        reason: z.string().trim().min(1).max(200),
        returnId: entityId.optional(),
        cancellationId: entityId.optional(),
      })
      .refine(({ returnId, cancellationId }) => returnId === undefined || cancellationId === undefined, {
        message: 'a refund is for a return or for cancelled lines, not for both',
        path: ['cancellationId'],
      }),
    handle: async (request) => {
      const { orderId } = request.params;
      const { amountMinor, reason, returnId, cancellationId } = request.body;
      const refundId = deriveId('refund', request.commandId);
      const due = await payments.due(orderId);
      if (due.kind === 'no-order') return refused({ code: 'payment-not-found', facts: { orderId } });
      const { customerId } = due;
      const about = { orderId, customerId, kind: 'payment', type: 'Refund', commandId: request.commandId } as const;
      const outcome = await payments.refundPayment(
        {
          ...{ orderId, refundId, amountMinor, reason: 'given back by the shop' },
          ...{ words: await words.seal(about, reason), ...(returnId === undefined ? {} : { returnId }) },
          ...(cancellationId === undefined ? {} : { cancellationId }),
        },
        contextOf(request, clock),
      );
      return answer(outcome, shop, 201, ({ state }) => ({ paymentId: orderId, refundId, ...sums(state) }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/payments/:orderId/refunds/:refundId/by-hand',
    roles: ['clerk'],
    summary: 'RefundByHand: what a bank did not take was given back in another way. It is not tried again then.',
    command: true,
    params: z.strictObject({ orderId: entityId, refundId: entityId }),
    body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
    handle: async (request) => {
      const { orderId, refundId } = request.params;
      const due = await payments.due(orderId);
      if (due.kind === 'no-order') return refused({ code: 'refund-not-found', facts: { orderId, refundId } });
      const { customerId } = due;
      const about = { orderId, customerId, kind: 'payment', type: 'Refund', commandId: request.commandId } as const;
      const byHandId = deriveId('refund-by-hand', request.commandId);
      const outcome = await payments.refundOwed(
        {
          ...{ kind: 'refund-by-hand', orderId, refundId, byHandId, reason: 'given back by hand' },
          words: await words.seal(about, request.body.reason),
        },
        contextOf(request, clock),
      );
      return answer(outcome, shop, 201, ({ state }) => ({ paymentId: orderId, refundId: byHandId, ...sums(state) }));
    },
  }),
];
