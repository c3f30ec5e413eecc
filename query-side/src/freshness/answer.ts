import type { CollectionName } from '@storefold/contracts';
import { refuse, type Answer, type Refusal } from '@storefold/platform';
import type { Freshness } from './freshness.js';

type Reach = Pick<Freshness, 'reach'>;

const staleness = (staleBy: bigint | undefined): Readonly<Record<string, string>> =>
  staleBy === undefined ? {} : { 'Storefold-Stale-By': staleBy.toString() };

/** Answers with a list as it stands once the views have reached what the asker did, or with by how much it is stale. */
export const answerPage = async <Page extends object>(
  freshness: Reach,
  views: readonly CollectionName[],
  ask: () => Promise<Page | Refusal>,
): Promise<Answer | Refusal> => {
  const staleBy = await freshness.reach(views);
  const page = await ask();
  return 'refused' in page ? page : { status: 200, body: page, headers: staleness(staleBy) };
};

/**
 * Answers with what is found once the views have reached what the asker did. When they have not in time, what is there
 * is answered with `Storefold-Stale-By`; and what is not there is "not yet", which is 503, and never a false 404.
 *
 * @param tell how it is answered, where that is not as JSON
 */
export const answerFresh = async <Found>(
  freshness: Reach,
  views: readonly CollectionName[],
  find: () => Promise<Found | undefined>,
  missing: () => Refusal,
  tell: (found: Found) => Answer = (found) => ({ status: 200, body: found }),
): Promise<Answer | Refusal> => {
  const staleBy = await freshness.reach(views);
  const found = await find();
  if (found !== undefined) {
    const answer = tell(found);
    return { ...answer, headers: { ...answer.headers, ...staleness(staleBy) } };
  }
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
