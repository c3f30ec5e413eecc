import type { Item } from './plain-items.js';
import type { Sides } from './writes.js';

type Read = (sides: Sides) => Promise<{ told: unknown; expected: unknown }>;

const everything: Read = async ({ items, model }) => ({
  told: await items.find().sort({ _id: 1 }).toArray(),
  expected: model.all(),
});

const page: Read = async ({ items, model, random }) => {
  const [from, skip, limit] = [random.below(60) - 10, random.below(4), 1 + random.below(8)];
  const told = await items
    .find({ n: { $gte: from, $lt: from + 40 } })
    .sort({ n: -1, _id: 1 })
    .skip(skip)
    .limit(limit)
    .toArray();
  const found = model.where(({ n }) => n >= from && n < from + 40).sort((a, b) => b.n - a.n || a._id - b._id);
  return { told, expected: found.slice(skip, skip + limit) };
};

const byTag: Read = async ({ items, model }) => ({
  told: (await items.find({ tags: 'red', shelf: { $in: [1, 2, 3] } }).toArray()).map(({ _id }) => _id).sort(byNumber),
  expected: model.where(({ tags, shelf }) => tags.includes('red') && shelf >= 1 && shelf <= 3).map(({ _id }) => _id),
});

const sums: Read = async ({ items, model }) => {
  const groups = [{ $group: { _id: '$shelf', n: { $sum: '$n' }, count: { $sum: 1 } } }, { $sort: { _id: 1 } }];
  const expected: { _id: number; n: number; count: number }[] = [];
  for (let shelf = 0; shelf < 6; shelf += 1) {
    const of = model.where((item) => item.shelf === shelf);
    if (of.length > 0) expected.push({ _id: shelf, n: of.reduce((sum, { n }) => sum + n, 0), count: of.length });
  }
  return { told: await items.aggregate(groups).toArray(), expected };
};

const counts: Read = async ({ items, model, random }) => {
  const shelf = random.below(6);
  const of: Item[] = model.where((item) => item.shelf === shelf);
  return {
    told: [
      await items.countDocuments({ shelf }),
      await items.estimatedDocumentCount(),
      await items.distinct('n', { shelf }),
    ],
    expected: [of.length, model.all().length, [...new Set(of.map(({ n }) => n))].sort(byNumber)],
  };
};

function byNumber(a: number, b: number): number {
  return a - b;
}

export const reads: readonly Read[] = [everything, page, byTag, sums, counts];
