import type { AnyBulkWriteOperation, Collection } from 'mongodb';

/** A small document, as a read model keeps them: about 130 bytes of BSON. */
export type Item = {
  readonly _id: number;
  readonly sku: string;
  readonly shelf: number;
  readonly price: number;
  readonly name: string;
  readonly sold: number;
};

/** The same for the same number, so that every run writes and reads alike; prices and shelves are spread without an order. */
export const item = (n: number): Item => ({
  _id: n,
  sku: `sku-${n.toString().padStart(8, '0')}`,
  shelf: (n * 7_919) % 100,
  price: (n * 104_729) % 10_007,
  name: `a mug of the series ${(n % 997).toString()}, hand painted`,
  sold: n % 13,
});

const BATCH = 10_000;

/** Puts the first `count` items into a collection. */
export const fill = async (items: Collection<Item>, count: number): Promise<void> => {
  for (let from = 0; from < count; from += BATCH)
    await items.insertMany(
      Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => item(from + n)),
      { ordered: false },
    );
};

/** Upserts of `count` items, from one on. */
export const upserts = (from: number, count: number): AnyBulkWriteOperation<Item>[] =>
  Array.from({ length: count }, (_, n) => {
    const { _id, ...fields } = item(from + n);
    return { updateOne: { filter: { _id }, update: { $set: fields }, upsert: true } };
  });
