import { setTimeout as sleep } from 'node:timers/promises';
import { Buyers, type Placed } from '../checkout/buyers.js';
import { Outcomes } from '../checkout/outcomes.js';
import { race } from '../checkout/race.js';
import { changeAfter, fillCarts } from '../checkout/carts.js';
import { clientOf, fillShelves } from '../checkout/shelves.js';
import { percentile } from '../event-store/measure.js';
import { ProcessWatch } from '../process-watch.js';
import { atLeast, atMost, exactly, figure, type Row } from '../result.js';
import { startShop, temporaryFolder, type Shop } from '../running/shop.js';
import type { Suite } from './suite.js';

const suite = 'commands';
const SKUS = 200;
const PIECES = 1_000_000;
const BULK = { orders: 3_000, atATime: 64 };
const PACED = { orders: 1_000, perSecond: 50 };

const skuOf = (n: number): string => `BENCH-${(n % SKUS).toString()}`;
/** Two products a basket, spread over the shelves. */
const basket = (n: number) => [
  { sku: skuOf(n * 7), quantity: 1 },
  { sku: skuOf(n * 13 + 1), quantity: 2 },
];

const latencies = (placed: readonly Placed[]): readonly number[] => placed.map(({ tookMs }) => tookMs);

/** As many at a time as there are connections: what two cores carry from PlaceOrder to the last confirmation. */
const inBulk = async (buyers: Buyers, outcomes: Outcomes, scale: number): Promise<readonly Row[]> => {
  const baskets = Array.from({ length: Math.round(BULK.orders * scale) }, (_, n) => basket(n));
  const began = performance.now();
  const placed = await buyers.placeAll(baskets, BULK.atATime);
  const placing = (performance.now() - began) / 1000;
  await outcomes.of(placed.map(({ orderId }) => orderId));
  const seconds = (performance.now() - began) / 1000;
  const row = `orders over HTTP, ${BULK.atATime.toString()} connections`;
  return [
    figure(suite, `${row}: placed`, placed.length / placing, '/s'),
    figure(suite, `${row}: placed, p50`, percentile(latencies(placed), 0.5), 'ms'),
    figure(suite, `${row}: placed, p99`, percentile(latencies(placed), 0.99), 'ms'),
    atLeast(suite, `${row}: placed, held, authorised and confirmed`, placed.length / seconds, '/s', 150),
  ];
};

/** At a steady pace: how long a shopper waits until the order is sure. */
const atAPace = async (buyers: Buyers, outcomes: Outcomes, scale: number): Promise<readonly Row[]> => {
  const began = performance.now();
  const placing: Promise<Placed>[] = [];
  for (let n = 0; n < Math.round(PACED.orders * scale); n++) {
    await sleep(Math.max(0, began + (n * 1000) / PACED.perSecond - performance.now()));
    placing.push(buyers.place(basket(n)));
  }
  const placed = await Promise.all(placing);
  const ended = await outcomes.of(placed.map(({ orderId }) => orderId));
  const waits = placed.flatMap(({ orderId, sentAt }) => {
    const outcome = ended.get(orderId);
    return outcome?.kind === 'confirmed' ? [outcome.at - sentAt] : [];
  });
  const row = `PlaceOrder sent until OrderConfirmed, ${PACED.perSecond.toString()}/s`;
  return [
    exactly(suite, `${row}: orders confirmed`, waits.length, 'orders', placed.length),
    atMost(suite, `${row}: p50`, percentile(waits, 0.5), 'ms', 60),
    atMost(suite, `${row}: p99`, percentile(waits, 0.99), 'ms', 400),
  ];
};

const carts = async (url: string, scale: number): Promise<readonly Row[]> => {
  const skus = Array.from({ length: SKUS }, (_, n) => skuOf(n));
  await fillCarts(url, skus, { connections: 64, seconds: 3 });
  const filled = await fillCarts(url, skus, { connections: 64, seconds: Math.max(3, Math.round(15 * scale)) });
  // In turns, so that a machine that slows down slows both.
  const [short, long] = [await changeAfter(url, skuOf(1), 10, 300), await changeAfter(url, skuOf(1), 1_000, 300)];
  return [
    atLeast(suite, 'add to cart over HTTP, 64 connections', filled.perSecond, '/s', 2_500),
    figure(suite, 'add to cart over HTTP, 64 connections: p50', filled.p50, 'ms'),
    atMost(suite, 'add to cart over HTTP, 64 connections: p99', filled.p99, 'ms', 60),
    exactly(suite, 'add to cart over HTTP, 64 connections: failed', filled.failed, 'requests', 0),
    atMost(suite, 'a change of a cart with 1,000 events against one with 10', long / short, 'times', 1.2),
  ];
};

const contended = async (shop: Shop, seed: number): Promise<readonly Row[]> => {
  const { orders, seconds, sold, faults } = await race(shop, seed);
  return [
    figure(suite, '1,000 buyers, one shelf of 100: orders decided', orders / seconds, '/s'),
    exactly(suite, '1,000 buyers, one shelf of 100: sold', sold, 'pieces', 100),
    exactly(suite, '1,000 buyers, one shelf of 100: dishonest refusals and other faults', faults.length, 'faults', 0),
  ];
};

/** What the command side does in a second, with all services and stores on the same cores. */
export const commandsSuite: Suite = {
  name: suite,
  about:
    'orders over HTTP in a whole shop on embedded stores: how many, how soon they are sure, and a race for one shelf',
  run: async ({ scale, seed = 1, say }) => {
    const folder = temporaryFolder();
    const shop = await startShop(folder.path, ['--empty']);
    const { urls } = shop.run();
    const client = clientOf(urls['event-store'] ?? '');
    try {
      await fillShelves(client, Object.fromEntries(Array.from({ length: SKUS }, (_, n) => [skuOf(n), PIECES])));
      const buyers = await Buyers.at(urls['command-side'] ?? '', true);
      const outcomes = await Outcomes.listen(client);
      // The first of a shop are slower: what is measured is a shop that has been open for a moment.
      say('warming up');
      await inBulk(buyers, outcomes, 0.1 * scale);
      say('orders in bulk');
      const watch = new ProcessWatch(() => shop.run().pids);
      const rows = [...(await inBulk(buyers, outcomes, scale))];
      const orders = Math.round(BULK.orders * scale);
      for (const [name, { cpuSeconds }] of watch.end())
        rows.push(figure(suite, `processor time of ${name}`, (cpuSeconds * 1e6) / orders, 'us an order'));
      say('orders at a pace');
      rows.push(...(await atAPace(buyers, outcomes, scale)));
      await outcomes.stop();
      say('carts');
      rows.push(...(await carts(urls['command-side'] ?? '', scale)));
      say('the race');
      rows.push(...(await contended(shop, seed)));
      return rows;
    } finally {
      await client.dispose();
      await shop.stop();
      folder.remove();
    }
  },
};
