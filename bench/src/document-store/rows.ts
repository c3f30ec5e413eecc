import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection } from 'mongodb';
import { processUse } from '../process-watch.js';
import { atMost, figure, type Row } from '../result.js';
import { fill, item, upserts, type Item } from './documents.js';
import { rowsOf, suite } from './measure.js';
import { startServer, type ServerUnderTest } from './server-under-test.js';

const READ_FROM = 100_000;
const MANY = 1_000_000;
const BATCH = 1_000;

const collection = ({ client }: ServerUnderTest, name: string): Collection<Item> =>
  client.db('bench').collection<Item>(name);

const share = (full: number, scale: number): number => Math.max(1, Math.round(full * scale));

/** Reads of 100,000 documents. @param scale less than 1 reads less often, from less */
export const readRows = async (server: ServerUnderTest, scale: number): Promise<readonly Row[]> => {
  const { pid } = server;
  const count = share(READ_FROM, scale);
  const items = collection(server, 'read');
  await items.createIndex({ shelf: 1, price: 1 });
  await fill(items, count);
  const byId = (nth: number): Promise<Item | null> => items.findOne({ _id: (nth * 48_271) % count });
  const page = (nth: number): Promise<Item[]> =>
    items
      .find({ shelf: nth % 100 })
      .sort({ price: 1 })
      .limit(20)
      .toArray();
  const groups = (): Promise<unknown[]> =>
    items
      .aggregate([
        { $match: { sold: { $gt: 0 } } },
        { $group: { _id: '$shelf', sold: { $sum: '$sold' }, most: { $max: '$price' }, items: { $sum: 1 } } },
      ])
      .toArray();
  const alone = { documents: 1, lanes: 1 };
  const findOne = { ...alone, row: 'findOne by _id, one at a time', steps: share(3_000, scale), step: byId };
  const findMany = { ...alone, row: 'findOne by _id, 32 at once', lanes: 32, steps: share(20_000, scale), step: byId };
  const sorted = { ...alone, row: 'index, sort, limit 20 of 100,000', steps: share(2_000, scale), step: page };
  const grouped = { ...alone, row: '$match and $group of 100,000', steps: share(10, scale), step: groups };
  return [
    ...(await rowsOf(pid, findOne, { p50: 0.3 })),
    ...(await rowsOf(pid, findMany, { perSecond: 3_500, serverCpu: 60 })),
    ...(await rowsOf(pid, sorted, { p50: 0.6 })),
    ...(await rowsOf(pid, grouped, { p50: 250 })),
  ];
};

/** Writes with the default write concern of a replica set: each is on the disk when it is answered. */
export const writeRows = async (server: ServerUnderTest, scale: number): Promise<readonly Row[]> => {
  const { pid } = server;
  const upserted = collection(server, 'upserted');
  const inserted = collection(server, 'inserted');
  await inserted.createIndexes([{ key: { sku: 1 } }, { key: { shelf: 1, price: 1 } }]);
  // Half of them meet a document of the step before.
  const upsert = (nth: number): Promise<unknown> =>
    upserted.bulkWrite(upserts((nth * BATCH) / 2, BATCH), { ordered: false });
  const insert = (nth: number): Promise<unknown> =>
    inserted.insertMany(
      Array.from({ length: BATCH }, (_, n) => item(nth * BATCH + n)),
      { ordered: false },
    );
  const batch = { documents: BATCH };
  const bulk = { ...batch, row: 'bulkWrite of 1,000 upserts', lanes: 1, steps: share(20, scale), step: upsert };
  const many = { ...batch, row: 'insertMany of 1,000, two indexes', lanes: 2, steps: share(60, scale), step: insert };
  return [...(await rowsOf(pid, bulk, { p50: 50 })), ...(await rowsOf(pid, many, { perSecond: 30_000 }))];
};

/** What a million small documents take: memory of the server that took them, the disk, and a start with them. */
export const sizeRows = async (folder: string, scale: number): Promise<readonly Row[]> => {
  const count = share(MANY, scale);
  const server = await startServer(folder);
  const items = collection(server, 'many');
  await items.createIndex({ shelf: 1, price: 1 });
  await fill(items, count);
  const filled = processUse(server.pid)?.megabytes ?? Number.NaN;
  await server.end('SIGTERM');
  const again = await startServer(folder);
  const documents = await collection(again, 'many').estimatedDocumentCount();
  const started = processUse(again.pid)?.megabytes ?? Number.NaN;
  await again.end('SIGTERM');
  if (documents !== count)
    throw new Error(`of ${count.toString()} documents ${documents.toString()} are there after a start`);
  return [
    atMost(suite, 'memory after 1,000,000 documents were inserted', filled, 'MB', 300),
    atMost(suite, 'memory after a start with them', started, 'MB', 300),
    atMost(suite, 'start with them, until the first answer', again.startSeconds, 's', 1),
    figure(suite, 'disk for them and one index', statSync(join(folder, 'data.mdb')).size / 1_000_000, 'MB'),
  ];
};
