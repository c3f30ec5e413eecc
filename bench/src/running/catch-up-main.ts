import { setTimeout as sleep } from 'node:timers/promises';
import { connectDocumentStore, connectEventStore, createLogger, findShop } from '@storefold/platform';
import { allViews, Runner } from '@storefold/projections';
import type { CaughtUp } from './catch-up.js';

const [eventStoreUrl = '', readModelsUrl = '', ...names] = process.argv.slice(2);

const client = connectEventStore(eventStoreUrl);
const store = connectDocumentStore(readModelsUrl);
const shop = await findShop(client);
if (!shop) throw new Error('the shop is not open');
const views = allViews(shop).filter(({ name }) => names.length === 0 || names.includes(name));
const runner = new Runner({ client, db: store.db, shop, views, logger: createLogger('bench', 'silent') });
const began = performance.now();
await runner.start();
const marks: { readonly events: number; readonly seconds: number }[] = [];
let megabytes = 0;
for (let done = false; !done;) {
  await sleep(50);
  const progress = runner.progress();
  const events = Math.min(...progress.map(({ foldedEvents }) => foldedEvents));
  const seconds = (performance.now() - began) / 1000;
  megabytes = Math.max(megabytes, process.memoryUsage.rss() / 1e6);
  if (events >= (marks.at(-1)?.events ?? 0) + 100_000) marks.push({ events, seconds });
  done = progress.length > 0 && progress.every(({ caughtUp }) => caughtUp);
  if (done) marks.push({ events, seconds });
}
await runner.stop();
await client.dispose();
await store.close();
const { events, seconds } = marks.at(-1) ?? { events: 0, seconds: 1 };
process.stdout.write(JSON.stringify({ marks, megabytes, events, seconds } satisfies CaughtUp));
