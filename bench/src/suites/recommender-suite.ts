import type { Recorded } from '@storefold/contracts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  decodeModel,
  Knowledge,
  LogHistory,
  Serving,
  takeSnapshot,
  trainInWorker,
  type Asked,
  type TrainedModel,
  type TrainRequest,
} from '@storefold/recommender';
import { percentile } from '../event-store/measure.js';
import { MadeShop } from '../recommender/made-shop.js';
import { memoryInUse } from '../recommender/memory-in-use.js';
import { atMost, figure, type Row } from '../result.js';
import type { Suite } from './suite.js';

const suite = 'recommender';
const FULL = { products: 10_000, customers: 4_000, orders: 40_000, live: 50_000, answers: 3_000 };
const DAYS = 300;
const PLACES = 8;
const MOST_MB = 150;
/** After the last order of the made-up shop. */
const NOW = Date.UTC(2026, 0, 1);

const seconds = (began: number): number => (performance.now() - began) / 1_000;
/** Processor time since `began`, all threads of the process together. */
const worked = (began: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};

/** Processor time between the making of lists and the last count: what the rankers cost. */
class Fitting {
  #began: NodeJS.CpuUsage | undefined;
  seconds = NaN;
  readonly told = (doing: string): void => {
    if (doing === 'making lists') this.#began = process.cpuUsage();
    else if (doing === 'counting the whole history' && this.#began) this.seconds = worked(this.#began);
  };
}

/** What pages ask, by turns. */
const askedBy = (shop: MadeShop, n: number): Asked => {
  const customer = shop.whole(shop.customers);
  const id = `c${customer.toString()}`;
  if (n % 4 === 0) return { kind: 'product', sku: shop.skuFor(customer) };
  if (n % 4 === 1) return { kind: 'basket', skus: [shop.skuFor(customer), shop.skuFor(customer)] };
  if (n % 4 === 2) return { kind: 'home', viewer: { buyers: [], visitorId: id } };
  return { kind: 'home', viewer: { buyers: [{ kind: 'customer', id }], visitorId: id } };
};

/** Answers one page after the other, for as long as it is asked to. */
const serve = async (
  serving: Serving,
  shop: MadeShop,
  goOn: (n: number) => boolean,
): Promise<{ readonly latencies: readonly number[]; readonly work: readonly number[]; readonly learned: number }> => {
  const latencies: number[] = [];
  const work: number[] = [];
  let learned = 0;
  for (let n = 0; goOn(n); n++) {
    const asked = askedBy(shop, n);
    const idle = process.cpuUsage();
    const began = performance.now();
    const answer = serving.answer(asked, PLACES, `v${n.toString()}`, NOW);
    latencies.push(performance.now() - began);
    work.push(worked(idle) * 1_000);
    if (answer?.answeredBy === 'learned') learned++;
    await breathe();
  }
  return { latencies, work, learned: learned / Math.max(1, latencies.length) };
};

/** A training on a whole log; the events themselves are not held. */
const requestFor = (log: readonly Recorded[], seed: number): TrainRequest => {
  const history = new LogHistory();
  history.apply(log);
  const provenance = { logId: 'bench', position: log.length.toString(), seed, erased: '' };
  return { history: history.prefix().history, provenance };
};

/** What the recommender promises: from the log to the first answer, each event after it, and pages at rest and while training. */
export const recommenderSuite: Suite = {
  name: suite,
  about: 'the recommender: from a log to the first answer, what an event costs, and answers at rest and while training',
  run: async ({ scale, seed = 1, say }) => {
    const some = (full: number) => Math.max(200, Math.round(full * scale));
    const shop = new MadeShop({ products: some(FULL.products), customers: some(FULL.customers), seed });
    const log = [...shop.defined(), ...shop.ordered(some(FULL.orders), DAYS)];
    const what = `${shop.products.toLocaleString('en-GB')} products, ${log.length.toLocaleString('en-GB')} events`;
    const rows: Row[] = [];

    const empty = memoryInUse();
    const knowledge = new Knowledge();
    const inForce: { model?: TrainedModel } = {};
    const serving = new Serving(knowledge, {
      ...{ models: { champion: () => inForce.model }, deadlineMs: 50, mostPerCategory: 3, exploration: 0.1 },
      elapsed: () => performance.now(),
      observer: { answered: () => undefined, passed: () => undefined, compared: () => undefined },
    });
    let began = performance.now();
    knowledge.apply(log);
    serving.answer(askedBy(shop, 3), PLACES, 'first', NOW);
    rows.push(figure(suite, `${what}: folded from memory, to the first answer by counts`, seconds(began), 's'));

    say('training a first model');
    const known = memoryInUse() - empty;
    const request = requestFor(log, seed);
    began = performance.now();
    const idle = process.cpuUsage();
    const fitting = new Fitting();
    const bytes = await trainInWorker(request, {}, fitting.told);
    rows.push(
      figure(suite, `${what}: trained in a thread, by the clock`, seconds(began), 's'),
      figure(suite, `${what}: trained in a thread, processor time`, worked(idle), 's'),
      atMost(suite, 'of that: the rankers fitted from nothing, processor time', fitting.seconds, 's', 60),
    );
    const without = memoryInUse();
    began = performance.now();
    const model = decodeModel(bytes);
    inForce.model = model;
    serving.answer(askedBy(shop, 3), PLACES, 'first', NOW);
    rows.push(figure(suite, `${what}: a model file to its first answer`, seconds(began) * 1_000, 'ms'));
    const learned = memoryInUse() - without;
    rows.push(
      figure(suite, 'memory of what is known of the shop', known, 'MB'),
      figure(suite, 'memory of a model that serves', learned, 'MB'),
    );

    say('counting');
    const { history: whole } = request;
    const before = process.cpuUsage();
    // Without EASE^R, whose time goes with products and not with events, and which 10,000 products have not.
    takeSnapshot(whole, model.snapshot.now, { ...model.snapshot.settings, ease: undefined });
    const perMillion = (worked(before) * 1e6) / whole.items.length;
    rows.push(atMost(suite, 'counting the generators, per million lines, processor time', perMillion, 's', 30));

    const laden = memoryInUse();
    const live = shop.lived(some(FULL.live));
    const made = memoryInUse() - laden;
    began = performance.now();
    for (const event of live) knowledge.apply([event]);
    const each = (seconds(began) * 1e6) / live.length;
    rows.push(atMost(suite, 'an event of a living shop: folded, beyond reading it', each, 'µs', 30));

    say('serving at rest');
    await serve(serving, shop, (n) => n < 200);
    const rest = await serve(serving, shop, (n) => n < some(FULL.answers));
    rows.push(
      atMost(suite, 'an answer at rest, in process: p50', percentile(rest.latencies, 0.5), 'ms', 3),
      atMost(suite, 'an answer at rest, in process: p99', percentile(rest.latencies, 0.99), 'ms', 10),
      figure(suite, 'an answer at rest, processor time: p50', percentile(rest.work, 0.5), 'ms'),
      figure(suite, 'an answer at rest, processor time: p99', percentile(rest.work, 0.99), 'ms'),
      figure(suite, 'answers at rest that the learned model gave', rest.learned, 'of 1'),
    );
    const serves = known + learned + memoryInUse() - laden - made;
    rows.push(
      atMost(suite, 'memory of all that serves: what is known, the model, its work', serves, 'MB', MOST_MB),
      // Said here, so that neither is let go of while memory is measured.
      figure(suite, 'events folded in all', log.length + live.length, ''),
      figure(suite, 'a model file', bytes.length / 1_048_576, 'MB'),
    );

    say('serving while a thread trains');
    let training = true;
    const trained = trainInWorker(request).finally(() => {
      training = false;
    });
    const busy = await serve(serving, shop, () => training);
    await trained;
    rows.push(
      figure(suite, 'an answer while training: p50', percentile(busy.latencies, 0.5), 'ms'),
      figure(suite, 'an answer while training: p99', percentile(busy.latencies, 0.99), 'ms'),
      figure(suite, 'answers while training that the learned model gave', busy.learned, 'of 1'),
    );
    say('training a second one that goes on from the first');
    const folder = mkdtempSync(join(tmpdir(), 'storefold-bench-'));
    try {
      const warmFrom = join(folder, 'first.model');
      writeFileSync(warmFrom, bytes);
      const again = process.cpuUsage();
      const warm = new Fitting();
      await trainInWorker({ ...request, warmFrom }, {}, warm.told);
      rows.push(
        figure(suite, `${what}: trained from that model, processor time`, worked(again), 's'),
        atMost(suite, 'of that: the rankers fitted, processor time', warm.seconds, 's', 10),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return rows;
  },
};
