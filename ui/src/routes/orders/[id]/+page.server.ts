import { randomUUID } from 'node:crypto';
import { sayDecline } from '@storefold/contracts';
import { error, fail, redirect } from '@sveltejs/kit';
import { cardSettings } from '$lib/server/cards';
import { issuedDocuments } from '$lib/server/issued-documents';
import { linkTokenOf } from '$lib/server/order-link';
import { piecesIn } from '$lib/return-forms';
import { ask, type AskOptions } from '$lib/server/services';
import type { TrackedOrder } from '$lib/types';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const after = searchParams.get('after');
  const question = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  const answer = await ask<TrackedOrder>(event, `/shop/orders/${encodeURIComponent(event.params.id)}${question}`, {
    ...{ patienceMs: 20_000, linkToken: linkTokenOf(event.cookies) },
  });
  if (!answer.ok) {
    const { status, detail } = answer.problem;
    // Who is nobody to us is told no more than who is somebody else.
    const hidden = status === 401 || status === 403;
    error(hidden ? 404 : status, {
      message: hidden ? `There is no order ${event.params.id} that you may see.` : detail,
      correlationId: event.locals.correlationId,
    });
  }
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

const textOf = (form: FormData, name: string): string => {
  const given = form.get(name);
  return typeof given === 'string' ? given.trim() : '';
};

/** The key that a form carries, so that it may be sent again. */
const keyOf = (form: FormData): string => {
  const attempt = textOf(form, 'attempt');
  return /^[0-9a-f-]{36}$/.test(attempt) ? attempt : randomUUID();
};

/** Asks something for this order, on the visitor's behalf or on that of whoever has its link; shows the order after it. */
const command = async (
  event: RequestEvent,
  path: string,
  options: Pick<AskOptions, 'body' | 'idempotencyKey'>,
  about: 'back' | 'cancel',
) => {
  const order = `/orders/${encodeURIComponent(event.params.id)}`;
  const answer = await ask<{ position: string }>(event, `${order}${path}`, {
    ...{ method: 'POST', patienceMs: 10_000, linkToken: linkTokenOf(event.cookies) },
    ...options,
  });
  if (!answer.ok) return fail(answer.problem.status, { message: answer.problem.detail, about });
  // What was done is on the page that is made next.
  await ask(event, `/shop${order}?after=${answer.body.position}`, { linkToken: linkTokenOf(event.cookies) });
  redirect(303, order);
};

export const actions: Actions = {
  /** Another card for the order. */
  card: async (event) => {
    const form = await event.request.formData();
    const answer = await ask<{ status: string; url?: string; position: string }>(
      event,
      `/payments/${encodeURIComponent(event.params.id)}/cards`,
      {
        method: 'POST',
        idempotencyKey: keyOf(form),
        ...{ patienceMs: 30_000, linkToken: linkTokenOf(event.cookies) },
        body: { paymentMethodId: textOf(form, 'paymentMethodId') },
      },
    );
    if (!answer.ok) return fail(answer.problem.status, { message: answer.problem.detail, about: 'card' as const });
    const { url, position } = answer.body;
    redirect(303, url ?? `/orders/${encodeURIComponent(event.params.id)}?after=${position}`);
  },
  /** Something that was sent is to come back. */
  sendBack: async (event) => {
    const form = await event.request.formData();
    const [lines, words] = [piecesIn(form), textOf(form, 'words')];
    if (lines.length === 0)
      return fail(400, { message: 'Say how many you want to send back.', about: 'back' as const });
    const body = { reason: textOf(form, 'reason'), lines, ...(words === '' ? {} : { words }) };
    return command(event, '/return-requests', { body, idempotencyKey: keyOf(form) }, 'back');
  },
  /** It is kept after all. */
  keep: async (event) => {
    const returnId = encodeURIComponent(textOf(await event.request.formData(), 'returnId'));
    return command(event, `/return-requests/${returnId}/withdrawal`, { idempotencyKey: randomUUID() }, 'back');
  },
  cancel: async (event) => {
    const form = await event.request.formData();
    const body = { reason: textOf(form, 'reason') || 'changed my mind' };
    return command(event, '/cancellation', { body, idempotencyKey: keyOf(form) }, 'cancel');
  },
};
