import type { CollectionName } from '@storefold/contracts';
import { refuse, type Answer, type Refusal } from '@storefold/platform';
import type { Freshness } from './freshness.js';

/**
 * Answers with what is found once the views have reached what the asker did. When they have not in time, what is there
 * is answered with `Storefold-Stale-By`; and what is not there is "not yet", which is 503, and never a false 404.
 */
export const answerFresh = async <Found>(
  freshness: Freshness,
  views: readonly CollectionName[],
  find: () => Promise<Found | undefined>,
  missing: () => Refusal,
): Promise<Answer | Refusal> => {
  const staleBy = await freshness.reach(views);
  const found = await find();
  if (found !== undefined)
    return {
      status: 200,
      body: found,
      headers: staleBy === undefined ? {} : { 'Storefold-Stale-By': staleBy.toString() },
    };
  if (staleBy === undefined) return missing();
  return refuse(
    'read-model-behind',
    503,
    'What you did is safe in the log; the page that shows it is not there yet. Ask again in a moment.',
    {
      facts: { staleBy: staleBy.toString() },
      headers: { 'Retry-After': '1' },
    },
  );
};
