import { error } from '@sveltejs/kit';
import { ask } from '$lib/server/services';
import type { LogPage } from '$lib/types';
import type { PageServerLoad } from './$types';

const fields = ['stream', 'type', 'correlationId', 'from', 'to', 'direction', 'cursor'] as const;

/** `2011-12-01T09:30`, as a field of a form gives it, is meant in UTC, as the log's times are. */
const toMoment = (value: string): string => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? `${value}:00Z` : value);

export const load: PageServerLoad = async (event) => {
  const asked = Object.fromEntries(
    fields.map((field) => [field, event.url.searchParams.get(field)?.trim() ?? '']),
  ) as Record<(typeof fields)[number], string>;
  const question = new URLSearchParams({ limit: '50' });
  for (const field of fields) {
    const value = asked[field];
    if (value !== '') question.set(field, field === 'from' || field === 'to' ? toMoment(value) : value);
  }
  const answer = await ask<LogPage>(event, `/audit/events?${question.toString()}`);
  if (!answer.ok && [401, 403, 503].includes(answer.problem.status))
    error(answer.problem.status, { message: answer.problem.detail, correlationId: event.locals.correlationId });
  return answer.ok
    ? { asked, ...answer.body, problem: null }
    : { asked, events: [], nextCursor: null, problem: answer.problem.detail };
};
