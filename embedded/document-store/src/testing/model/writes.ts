import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import type { ClientSession, Collection } from 'mongodb';
import type { SeededRandom } from '../seeded-random.js';
import type { Item, PlainItems } from './plain-items.js';

export type Sides = { readonly items: Collection<Item>; readonly model: PlainItems; readonly random: SeededRandom };
/** The transaction that a write belongs to, if any. */
export type Within = { readonly session: ClientSession };
/** Writes to both sides; answers what each told of it, which must be the same. */
export type Write = (sides: Sides, within?: Within) => Promise<{ told: unknown; expected: unknown }>;

const ids = 60;
const tags = ['red', 'blue', 'green', 'wood'];

export function randomItem(random: SeededRandom): Item {
  const _id = random.below(ids);
  // Two of a hundred meet a sku that another item may have.
  const sku = `s${String(random.below(50) === 0 ? random.below(ids) : _id)}`;
  const some = tags.filter(() => random.below(3) === 0);
  return { _id, sku, shelf: random.below(6), n: random.below(100) - 20, tags: some };
}

/** The code of a refused write, or what it answered. */
async function toldBy(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof MongoServerError) return error.code;
    throw error;
  }
}

const insertOne: Write = async ({ items, model, random }, within) => {
  const item = randomItem(random);
  const told = await toldBy(items.insertOne(item, { ...within }).then(({ insertedId }) => insertedId));
  return { told, expected: model.insert(item) ? item._id : 11_000 };
};

const insertMany: Write = async ({ items, model, random }, within) => {
  const many = Array.from({ length: 1 + random.below(8) }, () => randomItem(random));
  const ordered = random.below(2) === 0;
  let told: number;
  try {
    told = (await items.insertMany(many, { ordered, ...within })).insertedCount;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    told = error.insertedCount;
  }
  let expected = 0;
  for (const item of many) {
    if (model.insert(item)) expected += 1;
    else if (ordered) break;
  }
  return { told, expected };
};

const replaceOne: Write = async ({ items, model, random }, within) => {
  const item = randomItem(random);
  const { _id, ...fields } = item;
  const upsert = random.below(2) === 0;
  const there = model.get(_id) !== undefined;
  const replaced = items.replaceOne({ _id }, fields, { upsert, ...within });
  const told = await toldBy(replaced.then(({ matchedCount, upsertedCount }) => matchedCount * 2 + upsertedCount));
  if (!there && !upsert) return { told, expected: 0 };
  return { told, expected: model.put(item) ? (there ? 2 : 1) : 11_000 };
};

const updateMany: Write = async ({ items, model, random }, within) => {
  const shelf = random.below(6);
  const by = random.below(9) - 4;
  const tag = random.pick(tags);
  const { matchedCount } = await items.updateMany(
    { shelf, n: { $lt: 60 } },
    { $inc: { n: by }, $addToSet: { tags: tag } },
    { ...within },
  );
  const changed = model.where((item) => item.shelf === shelf && item.n < 60);
  for (const item of changed)
    model.put({ ...item, n: item.n + by, tags: item.tags.includes(tag) ? item.tags : [...item.tags, tag] });
  return { told: matchedCount, expected: changed.length };
};

const pullTag: Write = async ({ items, model, random }, within) => {
  const tag = random.pick(tags);
  const { modifiedCount } = await items.updateMany({ tags: tag }, { $pull: { tags: tag } }, { ...within });
  const changed = model.where((item) => item.tags.includes(tag));
  for (const item of changed) model.put({ ...item, tags: item.tags.filter((one) => one !== tag) });
  return { told: modifiedCount, expected: changed.length };
};

const findOneAndUpdate: Write = async ({ items, model, random }, within) => {
  const _id = random.below(ids);
  const shelf = random.below(6);
  const told = await items.findOneAndUpdate({ _id }, { $set: { shelf } }, { returnDocument: 'after', ...within });
  const item = model.get(_id);
  if (item === undefined) return { told, expected: null };
  model.put({ ...item, shelf });
  return { told, expected: { ...item, shelf } };
};

const takeLeast: Write = async ({ items, model, random }, within) => {
  const shelf = random.below(6);
  const told = await items.findOneAndDelete({ shelf }, { sort: { n: 1, _id: 1 }, ...within });
  const [least] = model.where((item) => item.shelf === shelf).sort((a, b) => a.n - b.n || a._id - b._id);
  if (least !== undefined) model.remove(least._id);
  return { told, expected: least ?? null };
};

const deleteMany: Write = async ({ items, model, random }, within) => {
  const from = random.below(90);
  const { deletedCount } = await items.deleteMany({ n: { $gte: from, $lt: from + 5 } }, { ...within });
  const gone = model.where(({ n }) => n >= from && n < from + 5);
  for (const { _id } of gone) model.remove(_id);
  return { told: deletedCount, expected: gone.length };
};

export const writes: readonly Write[] = [
  ...[insertOne, insertOne, insertMany, insertMany, replaceOne, replaceOne],
  ...[updateMany, pullTag, findOneAndUpdate, takeLeast, deleteMany],
];

/** Those that are never refused: a refusal ends a transaction. */
export const neverRefused: readonly Write[] = [updateMany, pullTag, findOneAndUpdate, takeLeast, deleteMany];
