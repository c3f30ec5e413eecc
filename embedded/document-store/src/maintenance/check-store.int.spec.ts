import { expect } from 'chai';
import { docOf, encodeDocument } from '../bson/write.js';
import { Catalogue, makeIndex } from '../storage/catalogue.js';
import type { Collection } from '../storage/collection.js';
import { Engine } from '../storage/engine.js';
import { temporaryFolder } from '../testing/store.js';
import { checkStore } from './check-store.js';

const indexOver = (id: number, name: string, pattern: Record<string, number>, unique = false) =>
  makeIndex({ id, name, pattern: docOf(pattern), unique, sparse: false, multikey: [], building: false });

describe('the check of a data folder', () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
  });
  afterEach(() => remove());

  /** A store of three carts with an index over tags and a unique one over numbers, which `damage` then breaks behind its back. */
  const findingsAfter = async (damage: (engine: Engine, carts: Collection) => void): Promise<readonly string[]> => {
    const engine = new Engine(dir);
    const catalogue = new Catalogue(engine);
    await engine.commit(() => {
      const carts = catalogue.ensure('shop', 'carts');
      carts.indexes.push(indexOver(catalogue.nextId(), 'tags_1', { tags: 1 }));
      carts.indexes.push(indexOver(catalogue.nextId(), 'number_1', { number: 1 }, true));
      for (const id of [1, 2, 3])
        carts.insert(encodeDocument(docOf({ _id: id, tags: ['a', `b${String(id)}`], number: id * 10 })), id);
      catalogue.store(carts);
      catalogue.storeTouched();
      engine.sessions.put(Buffer.alloc(16, 7), Buffer.concat([Buffer.alloc(16), encodeDocument(docOf({ n: 1 }))]));
      damage(engine, carts);
    });
    await engine.close();
    const report = await checkStore(dir);
    expect(report.found).to.equal(report.findings.length);
    return report.findings.map(({ kind, where, what }) => `${kind}: ${where}: ${what}`);
  };
  const entriesOf = (engine: Engine): readonly { key: Buffer; value: Buffer }[] => [
    ...engine.entries.range({ start: Buffer.alloc(4), end: Buffer.alloc(4, 0xff) }),
  ];
  const prefix = (id: number): Buffer => {
    const bytes = Buffer.alloc(5);
    bytes.writeUInt32BE(id);
    return bytes;
  };

  it('finds nothing in a store that is whole, and counts what it looked at', async () => {
    expect(await findingsAfter(() => undefined)).to.deep.equal([]);
    const { documents, entries, collections, retryableWrites } = await checkStore(dir);
    expect({ documents, entries, collections, retryableWrites }).to.deep.equal({
      ...{ documents: 3, entries: 9, collections: 1, retryableWrites: 1 },
    });
  });

  it('names the document whose index entry is missing', async () => {
    const found = await findingsAfter((engine) => {
      const [first] = entriesOf(engine);
      if (first !== undefined) engine.entries.remove(first.key);
    });
    expect(found).to.deep.equal(['index: shop.carts: tags_1 has no entry for the document with _id 1']);
  });

  it('names the index entry whose document is gone', async () => {
    const found = await findingsAfter((engine, carts) => {
      engine.records.remove(carts.keyOf(2));
    });
    expect(found.join('\n')).to.match(/count: shop.carts: it is said to hold 3 documents and holds 2/);
    expect(found.filter((line) => /^index: .* which is not there$/.test(line))).to.have.length(3);
  });

  it('names the document that was changed without its index', async () => {
    const found = await findingsAfter((engine, carts) => {
      const changed = encodeDocument(docOf({ _id: 3, tags: ['a', 'b3'], number: 31 }));
      engine.records.put(carts.keyOf(3), changed);
    });
    expect(found).to.include('index: shop.carts: number_1 has no entry for the document with _id 3');
  });

  it('names an entry that no value of its document wants', async () => {
    const found = await findingsAfter((engine) => {
      const [first] = entriesOf(engine);
      if (first === undefined) return;
      const changed = Buffer.from(first.key);
      changed.writeUInt8(changed.readUInt8(5) + 1, 5);
      engine.entries.put(changed, first.value);
    });
    expect(found).to.deep.equal([
      'index: shop.carts: tags_1 has an entry for the document with _id 1 that is not of its values',
    ]);
  });

  it('names documents that do not decode, or lie where they do not belong', async () => {
    const found = await findingsAfter((engine, carts) => {
      const bytes = Buffer.from(engine.records.get(carts.keyOf(1)) ?? []);
      bytes.writeUInt8(0x77, 4);
      engine.records.put(carts.keyOf(1), bytes);
      engine.records.put(carts.keyOf(9), engine.records.get(carts.keyOf(2)) ?? bytes);
    });
    expect(found.filter((line) => line.startsWith('document:'))).to.have.length(2);
    expect(found.join('\n')).to.match(/is no valid BSON: .*\n.*_id 2 lies at a key that is not that of its _id/);
  });

  it('does not lose itself in the bytes of a document that is none', async () => {
    const found = await findingsAfter((engine, carts) => {
      const bytes = Buffer.from(engine.records.get(carts.keyOf(1)) ?? []);
      engine.records.put(carts.keyOf(1), bytes.fill(9, 4));
    });
    expect(found).to.have.length(1);
    expect(found[0]).to.match(/^document: shop.carts: the document at key [0-9a-f]+ is no valid BSON/);
  });

  it('names a key of a unique index that two documents have', async () => {
    const found = await findingsAfter((engine, carts) => {
      carts.indexes[1] = indexOver(carts.indexes[1]?.id ?? 0, 'number_1', { number: 1 });
      carts.insert(encodeDocument(docOf({ _id: 4, number: 10 })), 4);
    });
    expect(found).to.include(
      'unique: shop.carts: the document with _id 4 has a key of number_1 that another document has',
    );
  });

  it('finds what belongs to no collection and no index, and answers of retryable writes that do not decode', async () => {
    const found = await findingsAfter((engine) => {
      engine.records.put(prefix(77), Buffer.alloc(5));
      engine.entries.put(prefix(78), Buffer.alloc(2));
      engine.sessions.put(Buffer.alloc(16, 8), Buffer.alloc(30, 255));
    });
    expect(found.slice(0, 2)).to.deep.equal([
      'document: records: 1 of them belong to no collection',
      'index: entries: 1 of them belong to no index',
    ]);
    expect(found[2]).to.match(/^retryable: retryable writes: session 0808/);
  });
});
