import { pairedBootstrap, ratioOfMeans, type Interval } from '@storefold/recommender';
import type { Listed } from './simulated-days.js';

/** Share of lists of which something was opened, 0 to 1. */
export const followThrough = (lists: readonly Listed[]): number =>
  lists.filter(({ followed }) => followed.length > 0).length / Math.max(1, lists.length);

/**
 * How many times as often as of theirs something was opened of our lists, with its 95 % interval. Lists of one shopper are
 * alike, so shoppers are what is drawn, each with the lists of both arms: the paired bootstrap over clusters.
 *
 * @param shoppers how many there are
 * @throws RangeError where the two arms did not show as many lists: then a count is no share
 */
export const uplift = (
  ours: readonly Listed[],
  theirs: readonly Listed[],
  shoppers: number,
  seed: number,
): Interval => {
  if (ours.length !== theirs.length)
    throw new RangeError(
      `${ours.length.toString()} lists against ${theirs.length.toString()}: expected as many in both`,
    );
  const openedBy = (lists: readonly Listed[]) => {
    const column = new Float64Array(shoppers);
    for (const { shopper, followed } of lists) if (followed.length > 0) column[shopper] = (column[shopper] ?? 0) + 1;
    return column;
  };
  return pairedBootstrap(openedBy(ours), openedBy(theirs), ratioOfMeans, seed);
};

const WEEK = 7;

/** How many products stood on lists in a week. */
const shownIn = (lists: readonly Listed[], fromDay: number): number =>
  new Set(lists.flatMap(({ day, skus }) => (day >= fromDay && day < fromDay + WEEK ? skus : []))).size;

/** Products that stood on lists in the first week and in the last. A loop that feeds on itself shows ever fewer. */
export const coverage = (
  lists: readonly Listed[],
  days: number,
): { readonly first: number; readonly last: number } => ({
  first: shownIn(lists, 0),
  last: shownIn(lists, days - WEEK),
});

/** How often each of these products stood on a list. */
export const showingsOf = (skus: readonly string[], lists: readonly Listed[]): readonly number[] => {
  const times = new Map(skus.map((sku) => [sku, 0]));
  for (const { skus: shown } of lists)
    for (const sku of shown) {
      const known = times.get(sku);
      if (known !== undefined) times.set(sku, known + 1);
    }
  return [...times.values()];
};
