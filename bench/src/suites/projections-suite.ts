import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent } from '@eventstore/db-client';
import { collections } from '@storefold/contracts';
import { connectDocumentStore, connectEventStore, type DocumentStore } from '@storefold/platform';
import { allViews, ProjectionDesk } from '@storefold/projections';
import { sliceTrade } from '../checking/slice-trade.js';
import { percentile } from '../event-store/measure.js';
import { atLeast, atMost, exactly, figure, type Row } from '../result.js';
import { catchUp, engineFlagsOf } from '../running/catch-up.js';
import { runImport } from '../running/import.js';
import { wholeFile } from '../running/paths.js';
import { startShop, temporaryFolder } from '../running/shop.js';
import type { Suite } from './suite.js';

const suite = 'projections';
const INVOICES = 53_628;
const LIVE = { perSecond: 300, seconds: 10, watched: 10 };
const LOOKS = 100;
/** Of so many events one cannot be read. */
const BAD = { oneIn: 1_000 };
/** A version that no release knows. */
const UNKNOWN_VERSION = 99;

type Bench = {
  readonly eventStoreUrl: string;
  readonly documentStoreUrl: string;
  /** As the shop runs its projections. */
  readonly flags: readonly string[];
  readonly say: (line: string) => void;
};

/** Where a database of the document store is. */
const databaseOf = ({ documentStoreUrl }: Bench, database: string): string =>
  documentStoreUrl.replace(/\/[^/?]*\?/, `/${database}?`);

/** Seconds for each event in the first stretch, and in the last: 1 where cost does not grow. */
const growth = (marks: readonly { readonly events: number; readonly seconds: number }[]): number => {
  const [first, beforeLast, last] = [marks[0], marks.at(-3), marks.at(-2)];
  if (!first || !beforeLast || !last || last === first) return 1;
  return (last.seconds - beforeLast.seconds) / (last.events - beforeLast.events) / (first.seconds / first.events);
};

/** How long a document as of a random moment takes. */
const looks = async (
  desk: ProjectionDesk,
  view: string,
  keys: readonly string[],
  head: bigint,
): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let n = 0; n < LOOKS; n++) {
    const key = keys[(n * 7_919) % keys.length] ?? '';
    const position = (head * BigInt((n * 37) % 100)) / 100n;
    const began = performance.now();
    await desk.documentAsOf(view, key, { position });
    times.push(performance.now() - began);
  }
  return times;
};

/**
 * From an append until a question would see it.
 *
 * @param badOneIn of so many events one cannot be read; others are watched. @default none is bad
 */
const untilVisible = async (
  { eventStoreUrl, documentStoreUrl }: Bench,
  badOneIn = Infinity,
): Promise<readonly number[]> => {
  const client = connectEventStore(eventStoreUrl);
  const store = connectDocumentStore(documentStoreUrl);
  const orders = store.db.collection<{ _id: string }>(collections.orderTimelines);
  const waits: Promise<number>[] = [];
  const appends: Promise<unknown>[] = [];
  const began = performance.now();
  for (let n = 0; n < LIVE.perSecond * LIVE.seconds; n++) {
    await sleep(Math.max(0, began + (n * 1000) / LIVE.perSecond - performance.now()));
    const orderId = `bench-${randomUUID()}`;
    const isBad = n % badOneIn === badOneIn - 1;
    const metadata = {
      ...{ $correlationId: orderId, $causationId: orderId, commandId: orderId, actor: { kind: 'system', id: 'bench' } },
      ...{ occurredAt: new Date().toISOString(), origin: 'import', schemaVersion: isBad ? UNKNOWN_VERSION : 1 },
    };
    const appended = client.appendToStream(
      `order-${orderId}`,
      jsonEvent({ type: 'OrderConfirmed', data: { orderId }, metadata }),
    );
    appends.push(appended);
    if (isBad || n % LIVE.watched !== 0) continue;
    waits.push(
      appended.then(async () => {
        const at = performance.now();
        while (!(await orders.findOne({ _id: orderId }))) await sleep(1);
        return performance.now() - at;
      }),
    );
  }
  const times = await Promise.all(waits);
  await Promise.all(appends);
  await client.dispose();
  await store.close();
  return times;
};

const largest = async ({ db }: DocumentStore, collection: string): Promise<{ key: string; events: number }> => {
  const [found] = await db
    .collection<{ _id: string; _events: number }>(collection)
    .find({}, { sort: { _events: -1 }, limit: 1, projection: { _events: 1 } })
    .toArray();
  return { key: found?._id ?? '', events: found?._events ?? 0 };
};

const measure = async (bench: Bench): Promise<readonly Row[]> => {
  const { say, flags } = bench;
  const rows: Row[] = [];
  const views = allViews({ timeZone: 'Europe/London' });
  const fold = (database: string, names: readonly string[]) =>
    catchUp({ eventStore: bench.eventStoreUrl, readModels: databaseOf(bench, database) }, flags, names);
  const client = connectEventStore(bench.eventStoreUrl);
  const stores = ['one', 'all'].map((database) => connectDocumentStore(databaseOf(bench, database)));
  const [ofOne, ofAll] = stores.map(({ db }) => new ProjectionDesk({ db, client, views }));
  if (!ofOne || !ofAll || !stores[1]) throw new Error('two databases are two desks');
  say('one view');
  const one = await fold('one', ['orders']);
  rows.push(
    figure(suite, 'events of the history', one.events, 'events'),
    atLeast(suite, 'catch-up of one view (orders)', one.events / one.seconds, 'events/s', 12_000),
    atMost(suite, 'cost of an event at the end against at the beginning, one view', growth(one.marks), 'times', 1.15),
  );
  say('its proof');
  const began = performance.now();
  const proof = await ofOne.verify('orders', { repair: false });
  const proving = (performance.now() - began) / 1000;
  rows.push(
    atMost(suite, 'rebuild and proof of one view', one.seconds + proving, 's', 240),
    exactly(suite, 'documents that are not as their history', proof.found, 'documents', 0),
  );
  say('all views');
  const all = await fold('all', []);
  rows.push(
    atLeast(
      suite,
      `catch-up of all ${views.length.toString()} views, with lineage`,
      all.events / all.seconds,
      'events/s',
      4_000,
    ),
    atMost(suite, 'cost of an event at the end against at the beginning, all views', growth(all.marks), 'times', 1.15),
    atMost(suite, 'memory of the process that folds them', all.megabytes, 'MB', 400),
  );
  say('looks at the past');
  const head = proof.position;
  const { db } = stores[1];
  const ids = async (collection: string) =>
    (
      await db
        .collection<{ _id: string }>(collection)
        .find({}, { projection: { _id: 1 }, limit: 5_000 })
        .toArray()
    ).map(({ _id }) => _id);
  for (const view of ['orders', 'products'])
    rows.push(
      atMost(
        suite,
        `one of ${view} as of a random moment: p95`,
        percentile(await looks(ofAll, view, await ids(view), head), 0.95),
        'ms',
        50,
      ),
    );
  const { key, events } = await largest(stores[1], collections.salesByChannel);
  rows.push(
    atMost(
      suite,
      `the document with the most events (${events.toString()}) as of a random moment: p95`,
      percentile(await looks(ofAll, 'salesByChannel', [key], head), 0.95),
      'ms',
      300,
    ),
  );
  await client.dispose();
  for (const store of stores) await store.close();
  say('a live shop');
  const waits = await untilVisible(bench);
  const row = `append until visible, ${LIVE.perSecond.toString()}/s`;
  rows.push(
    atMost(suite, `${row}: p50`, percentile(waits, 0.5), 'ms', 10),
    atMost(suite, `${row}: p99`, percentile(waits, 0.99), 'ms', 60),
  );
  say('a live shop with bad events');
  const others = await untilVisible(bench, BAD.oneIn);
  rows.push(
    atMost(
      suite,
      `${row}, one event in ${BAD.oneIn.toString()} bad: the longest of the others`,
      percentile(others, 1),
      'ms',
      1_000,
    ),
  );
  return rows;
};

/** How fast views follow the log, are proven, and are shown as of the past, on the history of two years of a real shop. */
export const projectionsSuite: Suite = {
  name: suite,
  about:
    'folds the history of the Online Retail II file into views, proves one, looks at the past, and follows a live shop',
  run: async ({ file, scale, say }) => {
    const folder = temporaryFolder();
    const shop = await startShop(folder.path, ['--empty']);
    try {
      let trade = wholeFile(file);
      if (scale < 1) {
        const slice = join(folder.path, 'slice.csv');
        await sliceTrade(trade, Math.round(INVOICES * scale), slice);
        trade = slice;
      }
      say('importing');
      const { report, how } = await runImport(trade, ['--data', folder.path], () => undefined).ended;
      if (!report) throw new Error(`the import ended without a report (${how})`);
      const { urls, pids } = shop.run();
      return await measure({
        eventStoreUrl: urls['event-store'] ?? '',
        documentStoreUrl: urls['document-store'] ?? '',
        flags: engineFlagsOf(pids['projections'] ?? 0),
        say,
      });
    } finally {
      await shop.stop();
      folder.remove();
    }
  },
};
