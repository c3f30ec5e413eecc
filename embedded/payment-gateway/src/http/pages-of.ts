import { invalid } from '../api/api-error.js';
import type { Page } from '../api/parameters.js';
import type { ApiObject } from '../objects.js';

type Listed = ApiObject & { readonly created: number };

const within = (created: number, wanted: Page['created']): boolean => {
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return created === wanted;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = wanted;
  return created > gt && created >= gte && created < lt && created <= lte;
};

/**
 * One page of a list, newest first.
 *
 * @param all newest first
 */
export const pageOf = <Entry extends Listed>(path: string, all: Iterable<Entry>, page: Page) => {
  const { limit = 10, starting_after, ending_before, created } = page;
  const found: Entry[] = [];
  let open = starting_after === undefined;
  let isPast = false;
  let more = false;
  for (const entry of all) {
    if (entry.id === ending_before) {
      isPast = true;
      break;
    }
    if (open && within(entry.created, created)) {
      if (ending_before === undefined && found.length === limit) {
        more = true;
        break;
      }
      found.push(entry);
      // What stands right before the other end is wanted: the oldest of them.
      if (ending_before !== undefined && found.length > limit) {
        found.shift();
        more = true;
      }
    }
    if (entry.id === starting_after) open = true;
  }
  if (!open)
    throw invalid(`No such object: '${starting_after ?? ''}'`, { code: 'resource_missing', param: 'starting_after' });
  if (ending_before !== undefined && !isPast)
    throw invalid(`No such object: '${ending_before}'`, { code: 'resource_missing', param: 'ending_before' });
  return { object: 'list' as const, data: found, has_more: more, url: path };
};
