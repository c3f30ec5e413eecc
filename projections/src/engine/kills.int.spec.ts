import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import { connectDocumentStore } from '@storefold/platform';
import { expect } from 'chai';
import fc from 'fast-check';
import { allViews } from '../all-views.js';
import { foldLog } from '../testing/fold-log.js';
import { london } from '../testing/history.js';
import { randomHistory } from '../testing/random-history.js';
import { append, openSpecShop, readLog, readModels, Stores } from '../testing/shop-with-stores.js';

/** How many projectors are killed; `npm run check:long -- projections` asks for more. */
const KILLS = Number(process.env['PROJECTOR_KILLS'] ?? 10);
const program = fileURLToPath(new URL('../testing/doomed-projector.js', import.meta.url));
const steps = ['loaded', 'chunked', 'written'] as const;

describe('projectors that are killed', function () {
  this.timeout(60_000 + KILLS * 5_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let events: readonly Recorded[];
  let head: bigint;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    await openSpecShop(client);
    for (const [index, history] of fc.sample(randomHistory, { seed: 9, numRuns: 8 }).entries()) {
      const prefix = `6666${index.toString().padStart(4, '0')}`;
      head = await append(
        client,
        history.map((event) => ({ ...event, eventId: event.eventId.replace(/^0{8}/, prefix) })),
      );
    }
    events = await readLog(client);
  });
  after(() => stores.close());

  /** Runs one on a database. @returns whether it lived until all was folded */
  const run = async (url: string, more: Readonly<Record<string, string>>, killAfterMs?: number): Promise<boolean> => {
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, EVENT_STORE_URL: stores.log.url, READ_MODELS_URL: url, UNTIL: head.toString(), ...more },
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = once(child, 'exit');
    if (killAfterMs !== undefined) {
      await Promise.race([ended, sleep(killAfterMs)]);
      child.kill('SIGKILL');
    }
    await ended;
    return said === 'folded\n';
  };

  it('at each named step and at random leave what a clean replay makes, byte for byte', async () => {
    const expected = foldLog(events);
    const names = allViews(london).map(({ name }) => name);
    const random = fc.sample(
      fc.record({
        step: fc.nat(),
        view: fc.nat(),
        time: fc.integer({ min: 1, max: 6 }),
        batch: fc.integer({ min: 1, max: 60 }),
        afterMs: fc.integer({ min: 250, max: 900 }),
      }),
      {
        seed: Number(process.env['SEED'] ?? 1),
        numRuns: KILLS,
      },
    );
    const isRight = async (url: string) => {
      const store = connectDocumentStore(url);
      expect(await readModels(store.db)).to.deep.equal(expected);
      await store.close();
    };
    let url = stores.newDatabaseUrl();
    let [killed, proven] = [0, 0];
    for (const [index, { step, view, time, batch, afterMs }] of random.entries()) {
      const doom = `${names[view % names.length] ?? ''}|${steps[step % steps.length] ?? ''}|${time.toString()}`;
      const MAX_BATCH = batch.toString();
      // By turns at a step of its own and at any moment.
      const lived = await (index % 2 === 0 ? run(url, { MAX_BATCH, DIES_AT: doom }) : run(url, { MAX_BATCH }, afterMs));
      if (!lived) {
        killed++;
        continue;
      }
      // All is folded: the next are killed while they fold another database.
      await isRight(url);
      proven++;
      url = stores.newDatabaseUrl();
    }
    expect(await run(url, { MAX_BATCH: '4000' })).to.equal(true);
    await isRight(url);
    expect([killed, proven], 'killed, and databases proven on the way').to.satisfy(() => killed > proven);
  });
});
