/** What a writer keeps of an item: `sku` is unique and `tags` a list, both indexed and both told by `n`. */
export type Item = { _id: string; owner: number; n: number; sku: string; tags: (number | string)[] };

/** The item as its `n` says that it is. */
export function itemOf(owner: number, id: string, n: number): Item {
  return { _id: id, owner, n, sku: `${id}/${String(n)}`, tags: [n % 5, `w${String(owner)}`, `t${String(n % 3)}`] };
}

/** Whether all of it was written, and not half. */
export function isWhole(item: Item): boolean {
  const { sku, tags } = itemOf(item.owner, item._id, item.n);
  return item.sku === sku && JSON.stringify(item.tags) === JSON.stringify(tags);
}
