import { entityId, instant, paymentMethodId, sayDecline } from '@storefold/contracts';
import {
  defineRoute,
  deriveId,
  refuse,
  type Answer,
  type OrderLinks,
  type Refusal,
  type Route,
  type Shop,
} from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { CardAttempt } from './card-state.js';
import type { CardDesk } from './card-desk.js';
import { GatewayAway, NotGenuine } from './gateway/card-gateway.js';
import { ReconcilePayments } from './reconciliation.js';
import type { ReconciliationHandlers } from './reconciliation-handlers.js';
import type { PaymentHandlers, PaymentOutcome } from './payment-handlers.js';

const away = (error: unknown): Refusal => {
  if (!(error instanceof GatewayAway)) throw error;
  return refuse(
    'payment-gateway-away',
    503,
    'The payment gateway gives no answer. Your card is charged once at most, whatever became of this; ask again in a moment.',
    { headers: { 'Retry-After': '5' } },
  );
};

const notTaken = refused({ code: 'cards-not-taken', facts: {} });

const told = (outcome: PaymentOutcome, attemptId: string, shop: Shop): Answer | Refusal => {
  const attempt: CardAttempt | undefined =
    outcome.kind === 'accepted' ? outcome.state.cards.attempts.get(attemptId) : undefined;
  if (attempt?.status === 'declined') {
    const { code = 'card_declined', declineCode } = attempt;
    return refuse('card-declined', 402, sayDecline(code, declineCode), {
      facts: { code, ...(declineCode === undefined ? {} : { declineCode }) },
    });
  }
  return answer(outcome, shop, 201, () => ({
    attemptId,
    status: attempt?.status ?? 'started',
    ...(attempt?.url === undefined ? {} : { url: attempt.url }),
  }));
};

/** Paying by card, and what the gateway tells us by itself. */
export const cardsRoutes = (
  payments: PaymentHandlers,
  cards: CardDesk,
  books: ReconciliationHandlers,
  links: OrderLinks,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/payments/:orderId/cards',
    roles: ['shopper'],
    byLink: true,
    summary:
      'PayByCard: another card for an order of one’s own, for what is still due. `url` is where its owner approves it.',
    command: true,
    params: z.strictObject({ orderId: entityId }),
    body: z.strictObject({ paymentMethodId }),
    handle: async (request) => {
      const { orderId } = request.params;
      const { principal, linkToken } = request;
      const due = await payments.due(orderId);
      const hasLink = links.isTrue(orderId, linkToken);
      // Someone else's order is told from no order by nothing at all.
      if (due.kind === 'no-order' || !(hasLink || (principal.kind === 'shopper' && due.shopperId === principal.id)))
        return refused({ code: 'order-not-found', facts: { orderId } });
      if (!cards.payments) return notTaken;
      const attemptId = deriveId('attempt', request.commandId);
      const command = { orderId, attemptId, paymentMethodId: request.body.paymentMethodId };
      try {
        return told(
          await cards.payments.pay(command, contextOf(request, clock, hasLink ? { by: 'link' } : undefined)),
          attemptId,
          shop,
        );
      } catch (error) {
        return away(error);
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/payments/reconciliation',
    roles: ['clerk', 'auditor'],
    summary:
      'ReconcilePayments: compares the payments begun within a time with the gateway’s own list, records what it says and tells what differs.',
    body: z
      .strictObject({ from: instant, to: instant })
      .refine(({ from, to }) => from < to, { path: ['to'], message: 'expected a moment after `from`' }),
    handle: async (request) => {
      const { gateway, payments: taking } = cards;
      if (!gateway || !taking) return notTaken;
      const { from, to } = request.body;
      try {
        const context = { ...contextOf(request, clock), causationId: undefined };
        return { status: 200, body: await new ReconcilePayments(gateway, taking, books).between(from, to, context) };
      } catch (error) {
        return away(error);
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/payments/webhooks',
    roles: ['anyone'],
    summary: 'HearGateway: a signed webhook of the payment gateway. It is only a reason to look at what it is about.',
    signedIn: 'stripe-signature',
    body: z.looseObject({}),
    handle: async (request) => {
      const { gateway, payments: taking } = cards;
      if (!gateway || !taking) return notTaken;
      try {
        const { text = '', signature = '' } = request.signed ?? {};
        const { eventId, type, about, id, claims } = gateway.readWebhook(text, signature);
        if (about === 'nothing-of-ours') return { status: 200, body: { ignored: type } };
        if (claims && (await taking.knows(claims))) return { status: 200, body: { recorded: [] } };
        const outcome = await taking.look(about, id, {
          actor: { kind: 'system', id: 'payment-gateway' },
          correlationId: request.correlationId,
          causationId: eventId,
        });
        // Others may use the same account at the gateway: what is not of this shop is not sent again for days.
        if (outcome === undefined) return { status: 200, body: { ignored: id } };
        if (outcome.kind === 'refused')
          return outcome.code === 'payment-not-found' ? { status: 200, body: { ignored: id } } : refused(outcome);
        return { status: 200, body: { recorded: outcome.events.map((event) => event.type) } };
      } catch (error) {
        if (error instanceof NotGenuine)
          return refuse('webhook-not-genuine', 400, `The gateway did not send this, or too long ago: ${error.message}`);
        return away(error);
      }
    },
  }),
];
