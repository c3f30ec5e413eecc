import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { collections } from '@storefold/contracts';
import { expect } from 'chai';
import type { Db, Document } from 'mongodb';
import { analyst } from '../testing/people.js';
import { openQueriedShop, type QueriedShop } from '../testing/queried-shop.js';
import { writeSmallTrade } from '../testing/small-trade.js';

const guide = await readFile(fileURLToPath(new URL('../../../docs/analysts.md', import.meta.url)), 'utf8');

/** Each example: its title, what is typed into mongosh, and the answer that the guide shows. */
const examples = [...guide.matchAll(/^### (.+)\n\n```js\n([\s\S]+?)```\n\n```json\n([\s\S]+?)```/gm)].map(
  ([, title = '', typed = '', answer = '']) => ({ title, typed, answer }),
);

/** As mongosh has it: each collection is a property of `db`, and `find` takes the fields to show as its second part. */
const shellOf = (db: Db) =>
  new Proxy(
    {},
    {
      get: (_, name) => ({
        find: (filter: Document, projection: Document) => db.collection(String(name)).find(filter, { projection }),
        aggregate: (stages: Document[]) => db.collection(String(name)).aggregate(stages),
      }),
    },
  );

/** Types a line into such a shell, and shows what it answers: documents, numbers as numbers. */
const type = async (db: Db, typed: string): Promise<unknown> => {
  // The guide is ours; it is run as a shell runs it, in this realm so that the driver knows its arrays.
  const line = runInThisContext(`(db) => (${typed.trim().replace(/;$/, '')})`) as (db: object) => {
    toArray: () => Promise<unknown>;
  };
  const answer = await line(shellOf(db)).toArray();
  return JSON.parse(JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)));
};

/** What the small trade of the specs tells something of. */
const inTheTrade: ReadonlySet<string> = new Set([
  ...['products', 'families', 'stock', 'availability', 'orders', 'orderTimelines', 'payments', 'invoices'],
  ...['salesByDay', 'salesByHour', 'salesByCountry', 'salesByProduct', 'salesByCustomer', 'salesByChannel'],
  ...['customerValue', 'basketPairs', 'funnel', 'traces', 'logHours'],
]);

describe('the guide for analysts', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  before(async () => {
    shop = await openQueriedShop();
    await writeSmallTrade(shop.db, shop.shop.timeZone);
    await shop.considered(3_200n, [collections.orders, collections.payments, collections.salesByDay]);
  });
  after(() => shop.close());

  it('has examples', () => {
    expect(examples.length).to.be.at.least(8);
    expect(guide.match(/```js\n/g)).to.have.length(examples.length);
  });
  for (const { title, typed, answer } of examples) {
    it(`shows what the shell answers: ${title}`, async () => {
      const answered = await type(shop.db, typed);
      expect(answered, JSON.stringify(answered)).to.deep.equal(JSON.parse(answer));
    });
  }

  it('sums as the studio does', async () => {
    const shown = await type(shop.db, examples.find(({ title }) => title === 'Sales by month')?.typed ?? '');
    const { body } = await shop.ask('/analytics/sales?by=month', analyst);
    // The studio's answer has rows; the guide shows three of their fields.
    const { rows } = body as { rows: readonly { key: string; orders: number; netMinor: number }[] };
    expect(shown).to.deep.equal(rows.map(({ key, orders, netMinor }) => ({ _id: key, orders, netMinor })));
  });

  for (const collection of Object.values(collections)) {
    it(`names every field of ${collection}, and none that is not there`, async () => {
      const section = guide.split(/^### /m).find((part) => part.split('\n')[0]?.split(', ').includes(collection)) ?? '';
      const document = await shop.db.collection(collection).findOne({});
      const fields = Object.keys(document ?? {}).filter((field) => !field.startsWith('_'));
      if (inTheTrade.has(collection)) expect(fields).to.have.length.above(0);
      expect(section).to.contain(collection);
      for (const field of fields) expect(section, field).to.include(`\`${field}\``);
      if (!document || section.includes(', ')) return;
      const named = [...section.matchAll(/^\| +(`.+?`) +\|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
      expect(named).to.have.members(fields);
    });
  }
});
