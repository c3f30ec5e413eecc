import type { Collection, Document } from 'mongodb';

export type Row = Document & { _id: string };
/** In step, by id: what should be and what is. */
export type Pair = { readonly id: string; readonly expected: Row | undefined; readonly found: Row | undefined };

/** Two collections in the order of their ids, as a merge of two sorted lists. */
export async function* inStep(
  expected: Collection<Row>,
  found: Collection<Row>,
  only: ReadonlySet<string> | undefined,
): AsyncGenerator<Pair> {
  const of = (collection: Collection<Row>) => collection.find({}, { sort: { _id: 1 } })[Symbol.asyncIterator]();
  const [these, those] = [of(expected), of(found)];
  let [right, is] = await Promise.all([these.next(), those.next()]);
  while (!right.done || !is.done) {
    const order = right.done ? 1 : is.done ? -1 : byId(right.value, is.value);
    const pair: Pair = {
      id: ((order <= 0 ? right.value : is.value) as Row)._id,
      expected: order <= 0 ? (right.value as Row) : undefined,
      found: order >= 0 ? (is.value as Row) : undefined,
    };
    if (!only || only.has(pair.id)) yield pair;
    if (order <= 0) right = await these.next();
    if (order >= 0) is = await those.next();
  }
}

/** As the store sorts texts: by their bytes in UTF-8. */
const byId = (a: Row, b: Row): number => Buffer.compare(Buffer.from(a._id), Buffer.from(b._id));
