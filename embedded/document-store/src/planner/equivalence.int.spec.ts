import { expect } from 'chai';
import fc from 'fast-check';
import type { Collection, Db, Document } from 'mongodb';
import { openStore } from '../testing/store.js';
import { documents, filters, indexes, sorts } from '../testing/random-queries.js';

/** More runs take longer than a test may: `DOCUMENT_STORE_PLANNER_RUNS=20000` asks for them. */
const runs = Number(process.env['DOCUMENT_STORE_PLANNER_RUNS'] ?? 300);

const query = fc.record({ filter: filters, sort: sorts, skip: fc.nat(3), limit: fc.nat(5) });

describe('any plan by an index', () => {
  let db: Db;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
  });
  after(() => close());

  /** The _ids of what a query finds; sorted where their order is not asked for. */
  async function found(items: Collection, { filter, sort, skip, limit }: Query, hint?: Document): Promise<unknown[]> {
    const cursor = items.find(filter, hint === undefined ? {} : { hint });
    if (sort !== undefined) cursor.sort(sort).skip(skip).limit(limit);
    const all = (await cursor.project({ _id: 1 }).toArray()).map((doc) => Number(doc['_id']));
    return sort === undefined ? all.sort((x, y) => x - y) : all;
  }
  /** Documents that an index cannot take, because two lists stand side by side in it, are left out. */
  async function insertAll(items: Collection, docs: readonly Document[]): Promise<void> {
    const numbered = docs.map((doc, at): Document => ({ _id: at, ...doc }));
    const refused = items.insertMany(numbered, { ordered: false, writeConcern: { w: 1 } });
    await refused.catch((error: unknown) => {
      expect(error).to.have.property('code', 171);
    });
  }
  type Query = { filter: Document; sort: Document | undefined; skip: number; limit: number };

  it('finds, counts and orders what the full scan does', async function () {
    this.timeout(Math.max(30_000, runs * 100));
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        documents,
        indexes,
        fc.array(query, { minLength: 4, maxLength: 4 }),
        async (docs, specs, queries) => {
          const items = db.collection(`items${String((number += 1))}`);
          await items.createIndexes(specs.map((spec) => ({ ...spec, name: JSON.stringify(spec.key) })));
          await insertAll(items, docs);
          for (const one of queries) {
            const scanned = await found(items, one, { $natural: 1 });
            expect(await found(items, one)).to.deep.equal(scanned);
            // A sparse index that is named is used although it leaves documents out, as in MongoDB.
            for (const { key, sparse } of specs)
              if (!sparse) expect(await found(items, one, key)).to.deep.equal(scanned);
            const all = await items.countDocuments(one.filter, { hint: { $natural: 1 } });
            expect(await db.command({ count: items.collectionName, query: one.filter })).to.have.property('n', all);
          }
          await items.drop();
        },
      ),
      { numRuns: runs },
    );
  });
});
