import { error } from '@sveltejs/kit';
import { ask } from '$lib/server/services';
import type { TrackedOrder } from '$lib/types';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const after = event.url.searchParams.get('after');
  const question = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  const answer = await ask<TrackedOrder>(event, `/shop/orders/${encodeURIComponent(event.params.id)}${question}`, {
    patienceMs: 20_000,
  });
  if (!answer.ok)
    error(answer.problem.status, { message: answer.problem.detail, correlationId: event.locals.correlationId });
  return { order: answer.body, fresh: after !== null, asOf: new Date().toISOString() };
};
