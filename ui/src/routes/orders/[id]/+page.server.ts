import { randomUUID } from 'node:crypto';
import { sayDecline } from '@storefold/contracts';
import { error, fail, redirect } from '@sveltejs/kit';
import { cardSettings } from '$lib/server/cards';
import { issuedDocuments } from '$lib/server/issued-documents';
import { ask } from '$lib/server/services';
import type { TrackedOrder } from '$lib/types';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const after = searchParams.get('after');
  const question = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  const answer = await ask<TrackedOrder>(event, `/shop/orders/${encodeURIComponent(event.params.id)}${question}`, {
    patienceMs: 20_000,
  });
  if (!answer.ok)
    error(answer.problem.status, { message: answer.problem.detail, correlationId: event.locals.correlationId });
  const card = answer.body.payment?.cards.at(-1);
  return {
    order: answer.body,
    documents: answer.body.shipments.length > 0 ? await issuedDocuments(event, event.params.id) : [],
    declined: card?.status === 'declined' ? sayDecline(card.code ?? '', card.declineCode ?? undefined) : undefined,
    fresh: after !== null,
    /** The shopper was at their bank: nobody is sent there twice without asking. */
    backFromBank: searchParams.has('redirect_status'),
    asOf: new Date().toISOString(),
    cards: cardSettings(),
    attempt: randomUUID(),
  };
};

export const actions: Actions = {
  /** Another card for the order. */
  card: async (event) => {
    const form = await event.request.formData();
    const text = (name: string): string => {
      const given = form.get(name);
      return typeof given === 'string' ? given : '';
    };
    const answer = await ask<{ status: string; url?: string; position: string }>(
      event,
      `/payments/${encodeURIComponent(event.params.id)}/cards`,
      {
        method: 'POST',
        idempotencyKey: /^[0-9a-f-]{36}$/.test(text('attempt')) ? text('attempt') : randomUUID(),
        patienceMs: 30_000,
        body: { paymentMethodId: text('paymentMethodId') },
      },
    );
    if (!answer.ok) return fail(answer.problem.status, { message: answer.problem.detail });
    const { url, position } = answer.body;
    redirect(303, url ?? `/orders/${encodeURIComponent(event.params.id)}?after=${position}`);
  },
};
