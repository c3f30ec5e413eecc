import type { Collection, MongoClient, WriteConcernSettings } from 'mongodb';
import type { SeededRandom } from '../seeded-random.js';
import { itemOf } from './item.js';
import type { Item } from './item.js';

/** One write: what it changes, all of it or nothing, and how it is sent; answers whether the reply tells that it was done once. */
export type Step = {
  readonly name: string;
  /** `n` of each item afterwards; undefined where it is gone. */
  readonly changes: readonly (readonly [id: string, n: number | undefined])[];
  readonly send: (writeConcern: WriteConcernSettings) => Promise<boolean>;
};

const itemsEach = 24;

/** A step that chance chooses among those that the known items allow. */
export function stepsOf(
  client: MongoClient,
  items: Collection<Item>,
  owner: number,
  known: ReadonlyMap<string, number>,
  random: SeededRandom,
): Step {
  const all = Array.from({ length: itemsEach }, (_, at) => `${String(owner)}:${String(at)}`);
  const there = all.filter((id) => known.has(id));
  const free = all.filter((id) => !known.has(id));
  const start = random.below(1_000);
  const fields = (id: string, n: number) => {
    const { sku, tags } = itemOf(owner, id, n);
    return { sku, tags };
  };
  const insert = (id: string): Step => ({
    name: 'insertOne',
    changes: [[id, start]],
    send: async (writeConcern) => (await items.insertOne(itemOf(owner, id, start), { writeConcern })).insertedId === id,
  });
  const insertMany = (ids: readonly string[]): Step => ({
    name: 'insertMany',
    changes: ids.map((id) => [id, start]),
    send: async (writeConcern) => {
      const { insertedCount } = await items.insertMany(
        ids.map((id) => itemOf(owner, id, start)),
        { writeConcern },
      );
      return insertedCount === ids.length;
    },
  });
  const upsert = (id: string): Step => ({
    name: 'upsert',
    changes: [[id, start]],
    send: async (writeConcern) => {
      const change = { $set: { owner, n: start, ...fields(id, start) } };
      return (await items.updateOne({ _id: id }, change, { upsert: true, writeConcern })).upsertedId === id;
    },
  });
  // The number is added to, so that an update which is done twice shows for ever.
  const next = (id: string): number => (known.get(id) ?? 0) + 1;
  const change = (id: string) => ({ $inc: { n: 1 }, $set: fields(id, next(id)) });
  const update = (id: string): Step => ({
    name: 'updateOne',
    changes: [[id, next(id)]],
    send: async (writeConcern) =>
      (await items.updateOne({ _id: id }, change(id), { writeConcern })).modifiedCount === 1,
  });
  const modify = (id: string): Step => ({
    name: 'findOneAndUpdate',
    changes: [[id, next(id)]],
    send: async (writeConcern) => {
      const after = await items.findOneAndUpdate({ _id: id }, change(id), { returnDocument: 'after', writeConcern });
      return after?.n === next(id);
    },
  });
  const remove = (id: string): Step => ({
    name: 'deleteOne',
    changes: [[id, undefined]],
    send: async (writeConcern) => (await items.deleteOne({ _id: id }, { writeConcern })).deletedCount === 1,
  });
  const bulk = (old: string, gone: string, made: string): Step => ({
    name: 'bulkWrite',
    changes: [
      [old, next(old)],
      [gone, undefined],
      [made, start],
    ],
    send: async (writeConcern) => {
      const namespace = 'kills.items';
      const { modifiedCount, deletedCount, insertedCount } = await client.bulkWrite<{ 'kills.items': Item }>(
        [
          { namespace, name: 'updateOne', filter: { _id: old }, update: change(old) },
          { namespace, name: 'deleteOne', filter: { _id: gone } },
          { namespace, name: 'insertOne', document: itemOf(owner, made, start) },
        ],
        { writeConcern },
      );
      return modifiedCount === 1 && deletedCount === 1 && insertedCount === 1;
    },
  });
  const [old, gone] = shuffled(there, random);
  const [made, second, third] = shuffled(free, random);
  const allowed: Step[] = [];
  if (made !== undefined) allowed.push(insert(made), upsert(made));
  if (made !== undefined && second !== undefined && third !== undefined)
    allowed.push(insertMany([made, second, third]));
  if (old !== undefined) allowed.push(update(old), modify(old), remove(old));
  if (old !== undefined && gone !== undefined && made !== undefined) allowed.push(bulk(old, gone, made));
  return random.pick(allowed);
}

function shuffled<T>(list: readonly T[], random: SeededRandom): T[] {
  return list
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
