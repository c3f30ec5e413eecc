import { error } from '@sveltejs/kit';
import { compareDocuments } from '$lib/compare-documents';
import { ask, mustAsk } from '$lib/server/services';
import { isSubject } from '$lib/subjects';
import type { AsOf } from '$lib/types';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { subject, id } = event.params;
  if (!isSubject(subject)) error(404, { message: `Nothing is kept under ${subject}.` });
  const axis = event.url.searchParams.get('axis') === 'occurred' ? 'occurred' : 'recorded';
  const at = event.url.searchParams.get('at');
  const path = `/audit/${subject}/${encodeURIComponent(id)}?axis=${axis}`;
  const [now, then] = await Promise.all([
    mustAsk<AsOf>(event, path),
    at === null ? undefined : ask<AsOf>(event, `${path}&at=${encodeURIComponent(at)}`),
  ]);
  if (then && !then.ok && then.problem.code !== 'not-there-yet')
    error(then.problem.status, { message: then.problem.detail, correlationId: event.locals.correlationId });
  const notYet: AsOf = { ...now, document: null, foldedFrom: [], asOf: at };
  const shown = then ? (then.ok ? then.body : notYet) : now;
  return {
    subject,
    id,
    axis,
    at,
    shown,
    events: now.foldedFrom,
    changes: compareDocuments(shown.document, now.document),
  };
};
