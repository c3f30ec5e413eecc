/**
 * Who took what together and when, in compact columns: one entry per basket (an invoice, or one step of a session), in
 * order of time, and the distinct products of each basket side by side.
 */
export type History = {
  readonly userNames: readonly string[];
  readonly itemNames: readonly string[];
  /** What a product is called; empty where nobody said. One per item. */
  readonly itemTexts: readonly string[];
  /** Whether `days` says anything; without times the order of the baskets is all that is known. */
  readonly timed: boolean;
  /** User of each basket. */
  readonly users: Int32Array;
  /** Days since 1970 of each basket, never falling; all 0 where there are no times. */
  readonly days: Float64Array;
  /** Where the items of each basket begin; one more entry than baskets. */
  readonly starts: Int32Array;
  readonly items: Int32Array;
};

/** Lists of numbers, one per owner, in one array: those of `owner` are `values[starts[owner]] .. values[starts[owner + 1] - 1]`. */
export type Lists = { readonly starts: Int32Array; readonly values: Int32Array };

export const basketCount = (history: History): number => history.users.length;

/** The products of one basket; a view, not a copy. */
export const itemsOf = (history: History, basket: number): Int32Array =>
  history.items.subarray(history.starts[basket] ?? 0, history.starts[basket + 1] ?? 0);

export const listOf = ({ starts, values }: Lists, owner: number): Int32Array =>
  values.subarray(starts[owner] ?? 0, starts[owner + 1] ?? 0);

/** Sorts pairs into lists by owner; within a list the order of the pairs stays. */
const collect = (
  owners: number,
  count: number,
  ownerOf: (at: number) => number,
  valueOf: (at: number) => number,
): Lists => {
  const starts = new Int32Array(owners + 1);
  for (let at = 0; at < count; at++) {
    const owner = ownerOf(at) + 1;
    starts[owner] = (starts[owner] ?? 0) + 1;
  }
  for (let owner = 1; owner <= owners; owner++) starts[owner] = (starts[owner] ?? 0) + (starts[owner - 1] ?? 0);
  const next = starts.slice();
  const values = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const owner = ownerOf(at);
    const place = next[owner] ?? 0;
    values[place] = valueOf(at);
    next[owner] = place + 1;
  }
  return { starts, values };
};

/** Baskets of each user, oldest first. */
export const basketsByUser = (history: History): Lists =>
  collect(
    history.userNames.length,
    basketCount(history),
    (basket) => history.users[basket] ?? 0,
    (basket) => basket,
  );

/** Baskets of each item, oldest first. */
export const basketsByItem = (history: History): Lists => {
  const basketOf = new Int32Array(history.items.length);
  for (let basket = 0; basket < basketCount(history); basket++)
    basketOf.fill(basket, history.starts[basket] ?? 0, history.starts[basket + 1] ?? 0);
  return collect(
    history.itemNames.length,
    history.items.length,
    (at) => history.items[at] ?? 0,
    (at) => basketOf[at] ?? 0,
  );
};

/** The same history with some baskets only; names and numbers of users and items stay. */
export const selectBaskets = (history: History, keep: (basket: number) => boolean): History => {
  const kept: number[] = [];
  let size = 0;
  for (let basket = 0; basket < basketCount(history); basket++) {
    if (!keep(basket)) continue;
    kept.push(basket);
    size += itemsOf(history, basket).length;
  }
  const items = new Int32Array(size);
  const starts = new Int32Array(kept.length + 1);
  let at = 0;
  for (const [index, basket] of kept.entries()) {
    const some = itemsOf(history, basket);
    items.set(some, at);
    at += some.length;
    starts[index + 1] = at;
  }
  return {
    ...history,
    users: Int32Array.from(kept, (basket) => history.users[basket] ?? 0),
    days: Float64Array.from(kept, (basket) => history.days[basket] ?? 0),
    starts,
    items,
  };
};

/** Items per basket on average; 0 for an empty history. */
export const averageBasket = (history: History): number =>
  basketCount(history) === 0 ? 0 : history.items.length / basketCount(history);
