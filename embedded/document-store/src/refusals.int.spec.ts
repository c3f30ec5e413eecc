import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Long } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { codeOf, openStore } from './testing/store.js';

/** Every row of the README's table of refusals: a command as JSON and the code that answers it. */
function rows(): { command: Document; code: number }[] {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(/^\| `(\{.*\})` +\| (\d+)/gm)].map(([, command = '', code]) => ({
    command: JSON.parse(command) as Document,
    code: Number(code),
  }));
}

describe('what is not supported', () => {
  let db: Db;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
    await db.collection('c').insertOne({ a: [1] });
  });
  after(() => close());

  it('is listed in the README', () => {
    expect(rows().length).to.be.above(30);
  });

  for (const { command, code } of rows()) {
    it(`is refused with ${String(code)}: ${JSON.stringify(command)}`, async () => {
      const refused = db.command(command).then((reply) => {
        const [first] = (reply['writeErrors'] ?? []) as { code: number }[];
        if (first !== undefined) throw Object.assign(new Error('refused'), { code: first.code });
      });
      expect(await codeOf(refused)).to.equal(code);
    });
  }

  it('does not keep mongosh from its start-up questions', async () => {
    const admin = db.admin();
    expect(await admin.command({ hello: 1 })).to.include({ isWritablePrimary: true, setName: 'storefold' });
    expect(await admin.command({ buildInfo: 1 })).to.have.property('version');
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).to.have.property(
      'featureCompatibilityVersion',
    );
    expect(await admin.command({ hostInfo: 1 })).to.have.property('system');
    expect(await admin.command({ connectionStatus: 1 })).to.have.property('authInfo');
    expect(await admin.command({ listDatabases: 1 })).to.have.property('databases');
    expect(await admin.command({ getCmdLineOpts: 1 })).to.have.property('argv');
    expect(await admin.command({ ping: 1 })).to.have.property('ok', 1);
    expect(await db.listCollections({}, { nameOnly: true }).toArray()).to.deep.equal([
      { name: 'c', type: 'collection' },
    ]);
  });

  it('a cursor that is gone is told by 43, a time that is over by 50', async () => {
    expect(await codeOf(db.command({ getMore: Long.fromNumber(5), collection: 'c' }))).to.equal(43);
    await db.collection('many').insertMany(Array.from({ length: 30_000 }, (_, n) => ({ n })));
    expect(
      await codeOf(
        db
          .collection('many')
          .find({ $expr: { $lt: ['$n', 0] } })
          .maxTimeMS(1)
          .toArray(),
      ),
    ).to.equal(50);
  });

  it('ends a write of many documents when its time is over: what was written stays, and the store goes on', async () => {
    const many = db.collection<{ _id: number; n: number }>('long');
    await many.insertMany(Array.from({ length: 60_000 }, (_, _id) => ({ _id, n: 0 })));
    const change = many.updateMany({ n: 0 }, [{ $set: { n: { $add: ['$n', 1] } } }], { maxTimeMS: 20 });
    expect(await codeOf(change)).to.equal(50);
    const changed = await many.countDocuments({ n: 1 });
    expect(changed).to.be.below(60_000);
    expect(await codeOf(many.deleteMany({ $expr: { $gte: ['$n', 0] } }, { maxTimeMS: 20 }))).to.equal(50);
    expect(await many.countDocuments()).to.be.above(0);
    expect((await many.updateMany({}, { $set: { n: 5 } })).modifiedCount).to.equal(await many.countDocuments());
  });
});
