import { randomUUID } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import { ask, type Asker, type AskOptions } from './services';

export const textOf = (form: FormData, field: string): string => {
  const value = form.get(field);
  return typeof value === 'string' ? value.trim() : '';
};

/** Gives a command of a clerk's. The form carries the key by which a repeat is recognised; `done` is what is said of it. */
export const deskCommand = async (
  event: Asker,
  form: FormData,
  path: string,
  body: AskOptions['body'],
  done: string,
) => {
  const answer = await ask<{ position: string }>(event, path, {
    method: 'POST',
    body,
    idempotencyKey: textOf(form, 'attempt') || randomUUID(),
    patienceMs: 10_000,
  });
  if (!answer.ok) return fail(answer.problem.status, { message: answer.problem.detail, bad: true });
  // What was done is on the page that is made next.
  await ask(event, `/desk/orders?limit=1&after=${answer.body.position}`);
  return { message: done, bad: false };
};
