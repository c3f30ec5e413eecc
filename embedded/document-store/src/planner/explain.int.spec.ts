import { expect } from 'chai';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

/** The stages of a plan from the top down, with the index at their end: `SORT FETCH IXSCAN kind_1`. */
function stages(plan: Document | undefined): string {
  if (plan === undefined) return '';
  const inner = plan['inputStages'] as Document[] | undefined;
  const below =
    inner === undefined ? stages(plan['inputStage'] as Document | undefined) : inner.map(stages).join(' + ');
  const backward = plan['direction'] === 'backward' ? ' backward' : '';
  const index = plan['indexName'] === undefined ? '' : ` ${String(plan['indexName'])}`;
  return `${String(plan['stage'])}${index}${backward}${below === '' ? '' : ` ${below}`}`;
}

type Told = { plan: string; keys: number; docs: number; returned: number };

function told(answer: Document): Told {
  const stats = answer['executionStats'] as Document;
  return {
    plan: stages((answer['queryPlanner'] as Document)['winningPlan'] as Document),
    keys: Number(stats['totalKeysExamined']),
    docs: Number(stats['totalDocsExamined']),
    returned: Number(stats['nReturned']),
  };
}

describe('explain', () => {
  let db: Db;
  let items: Collection;
  let close: () => Promise<void>;
  const explain = async (command: Document): Promise<Told> =>
    told(await db.command({ explain: command, verbosity: 'executionStats' }));
  const find = (filter: Document, more: Document = {}): Promise<Told> => explain({ find: 'items', filter, ...more });

  before(async () => {
    ({ db, close } = await openStore());
    items = db.collection('items');
    await items.insertMany(
      Array.from({ length: 500 }, (_, n) => ({
        _id: n as never,
        kind: n % 5,
        n,
        words: [`word${String(n)}`, 'all'],
        ...(n % 50 === 0 ? { rare: n } : {}),
      })),
    );
    await items.createIndexes([
      { key: { kind: 1, n: -1 }, name: 'kind_n' },
      { key: { words: 1 }, name: 'words' },
      { key: { rare: 1 }, name: 'rare', sparse: true },
    ]);
  });
  after(() => close());

  const plans: [string, Document, Document, Told][] = [
    ['an _id', { _id: 7 }, {}, { plan: 'IDHACK _id_', keys: 1, docs: 1, returned: 1 }],
    [
      'a range of _id, read backwards for its order',
      { _id: { $gte: 490 } },
      { sort: { _id: -1 } },
      { plan: 'FETCH IXSCAN _id_ backward', keys: 10, docs: 10, returned: 10 },
    ],
    [
      'equality and order by one compound index',
      { kind: 1 },
      { sort: { n: -1 }, limit: 3 },
      { plan: 'FETCH IXSCAN kind_n', keys: 16, docs: 16, returned: 3 },
    ],
    [
      'the same order turned round',
      { kind: 1 },
      { sort: { n: 1 } },
      { plan: 'FETCH IXSCAN kind_n backward', keys: 100, docs: 100, returned: 100 },
    ],
    [
      'a list and a range',
      { kind: { $in: [1, 2] }, n: { $gte: 490 } },
      {},
      { plan: 'FETCH IXSCAN kind_n', keys: 4, docs: 4, returned: 4 },
    ],
    [
      'an order that the index lacks',
      { kind: 1, n: { $lt: 20 } },
      { sort: { words: 1 } },
      { plan: 'SORT FETCH IXSCAN kind_n', keys: 4, docs: 4, returned: 4 },
    ],
    [
      'few documents, sooner sorted than found along an index that has their order',
      { words: /^word49/ },
      { sort: { kind: 1, n: -1 }, limit: 5 },
      { plan: 'SORT FETCH IXSCAN words', keys: 11, docs: 11, returned: 5 },
    ],
    [
      'many documents along the index that has their order',
      { words: { $gte: 'a' } },
      { sort: { kind: 1, n: -1 }, limit: 5 },
      { plan: 'FETCH IXSCAN kind_n', keys: 16, docs: 16, returned: 5 },
    ],
    [
      'the beginning of a word in a list',
      { words: /^word49/ },
      {},
      { plan: 'FETCH IXSCAN words', keys: 11, docs: 11, returned: 11 },
    ],
    ['no index', { other: 1 }, {}, { plan: 'COLLSCAN', keys: 0, docs: 500, returned: 0 }],
    [
      'a union, each document once',
      { $or: [{ words: 'word7' }, { kind: 2, n: 7 }, { _id: 9 }] },
      {},
      { plan: 'SUBPLAN OR FETCH IXSCAN words + FETCH IXSCAN kind_n + IDHACK _id_', keys: 3, docs: 3, returned: 2 },
    ],
    [
      'a union that one branch has no index for',
      { $or: [{ words: 'word7' }, { other: 7 }] },
      {},
      { plan: 'COLLSCAN', keys: 0, docs: 500, returned: 1 },
    ],
    [
      'an expression with a constant',
      { $expr: { $and: [{ $eq: ['$kind', 1] }, { $gt: ['$n', 490] }] } },
      {},
      { plan: 'FETCH IXSCAN kind_n', keys: 2, docs: 2, returned: 2 },
    ],
    [
      'a sparse index where the field must be there',
      { rare: { $exists: true } },
      {},
      { plan: 'FETCH IXSCAN rare', keys: 10, docs: 10, returned: 10 },
    ],
    [
      'no sparse index where the field may be missing',
      { rare: null },
      {},
      { plan: 'COLLSCAN', keys: 0, docs: 500, returned: 490 },
    ],
    [
      'a sparse index that a hint names, although it leaves documents out',
      {},
      { hint: 'rare' },
      { plan: 'FETCH IXSCAN rare', keys: 10, docs: 10, returned: 10 },
    ],
    ['a contradiction', { n: 1, kind: { $in: [] } }, {}, { plan: 'EOF', keys: 0, docs: 0, returned: 0 }],
  ];
  for (const [title, filter, more, expected] of plans) {
    it(`tells of ${title}`, async () => {
      expect(await find(filter, more)).to.deep.equal(expected);
    });
  }

  it('tells that a count reads keys only', async () => {
    const count = { count: 'items', query: { kind: 3, n: { $lt: 250 } } };
    expect(await explain(count)).to.deep.equal({ plan: 'COUNT COUNT_SCAN kind_n', keys: 50, docs: 0, returned: 0 });
    const pipeline = [{ $match: { kind: 3 } }, { $group: { _id: 1, n: { $sum: 1 } } }];
    expect(await explain({ aggregate: 'items', pipeline, cursor: {} })).to.deep.equal({
      plan: 'COUNT_SCAN kind_n',
      keys: 100,
      docs: 0,
      returned: 1,
    });
    expect(await items.countDocuments({ kind: 3 })).to.equal(100);
    expect(await items.countDocuments({ kind: 3 }, { skip: 10, limit: 20 })).to.equal(20);
  });

  it('tells what a write would read, and writes nothing', async () => {
    const update = { update: 'items', updates: [{ q: { words: 'all' }, u: { $set: { x: 1 } }, multi: true }] };
    expect(await explain(update)).to.deep.equal({
      plan: 'UPDATE FETCH IXSCAN words',
      keys: 500,
      docs: 500,
      returned: 0,
    });
    const remove = { delete: 'items', deletes: [{ q: { _id: 3 }, limit: 1 }] };
    expect(await explain(remove)).to.include({ plan: 'DELETE IDHACK _id_', docs: 1 });
    const modify = { findAndModify: 'items', query: { kind: 1 }, sort: { n: 1 }, remove: true };
    expect(await explain(modify)).to.include({ plan: 'DELETE FETCH IXSCAN kind_n backward' });
    expect(await items.countDocuments({ x: 1 })).to.equal(0);
    expect(await items.estimatedDocumentCount()).to.equal(500);
  });

  it('reads nothing when only the plan is asked for, and refuses what it cannot explain', async () => {
    const answer = await db.command({ explain: { find: 'items', filter: { kind: 1 } }, verbosity: 'queryPlanner' });
    expect(answer).to.not.have.property('executionStats');
    expect(await codeOf(db.command({ explain: { find: 'items' }, verbosity: 'all' }))).to.equal(2);
    expect(await codeOf(db.command({ explain: { ping: 1 } }))).to.equal(115);
  });
});
