import { mustAsk } from '$lib/server/services';
import type { LoggedEvent, LogPage } from '$lib/types';
import { causationOf, correlationOf } from '$lib/logged-event';
import type { PageServerLoad } from './$types';

/** Events of the same correlation that are looked through for the cause and the effects. */
const RELATED = 100;

export const load: PageServerLoad = async (event) => {
  const path = `/audit/events/${encodeURIComponent(event.params.position)}`;
  const logged = await mustAsk<LoggedEvent>(event, path);
  const correlationId = correlationOf(logged);
  const question = new URLSearchParams({ correlationId, direction: 'forwards', limit: RELATED.toString() });
  const related =
    correlationId === '' ? [] : (await mustAsk<LogPage>(event, `/audit/events?${question.toString()}`)).events;
  return {
    logged,
    related: related.map((other) => ({
      ...other,
      role:
        other.eventId === logged.eventId
          ? 'this event'
          : other.eventId === causationOf(logged)
            ? 'its cause'
            : causationOf(other) === logged.eventId
              ? 'its effect'
              : '',
    })),
  };
};
