import { randomUUID } from 'node:crypto';
import { cp, rename, rm } from 'node:fs/promises';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { collections, type Recorded } from '@storefold/contracts';
import { connectEventStore } from '@storefold/platform';
import { expect } from 'chai';
import type { Db } from 'mongodb';
import { orderPlaced, priceChanged, productDefined } from '../testing/events.js';
import { foldLog } from '../testing/fold-log.js';
import { historyOf } from '../testing/history.js';
import { ServerProcess } from '../testing/server-process.js';
import {
  append,
  openSpecShop,
  reached,
  readLog,
  readModels,
  runnerOf,
  Stores,
  until,
} from '../testing/shop-with-stores.js';
import { ForeignLog } from './log-identity.js';
import type { RunnerOptions } from './runner.js';

const order = (orderId: string): Recorded => {
  const [event] = historyOf(orderPlaced(orderId, [['MUG', 1, 450]]));
  if (!event) throw new Error('a history of one event has one');
  return { ...event, eventId: randomUUID() };
};

/** Something of no concern to the shop, in the same log. @returns its position */
const noise = async (client: EventStoreDBClient): Promise<bigint> => {
  const events = Array.from({ length: 50 }, () => jsonEvent({ type: 'Noise', data: { filler: 'x'.repeat(100) } }));
  const { position } = await client.appendToStream('telemetry-1', events);
  if (!position) throw new Error('an append tells its position');
  return position.commit;
};

describe('read models and the log that they were folded from', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let db: Db;

  before(async () => {
    stores = await Stores.start();
    client = connectEventStore(stores.log.url);
    await openSpecShop(client);
    await append(client, historyOf(productDefined('MUG', 'A mug', 450), priceChanged('MUG', 499)));
  });
  beforeEach(() => {
    db = stores.newDatabase();
  });
  after(async () => {
    await client.dispose();
    await stores.close();
  });

  /** Runs until the log is folded, or, where a step throws, until that. */
  const run = async (more: Partial<RunnerOptions> = {}, considered = -1n): Promise<void> => {
    const shop = await openSpecShop(client);
    const head = (await readLog(client)).at(-1)?.position ?? -1n;
    const runner = runnerOf({ client, db, shop, ...more });
    await runner.start();
    try {
      await reached(runner, head);
      await until('what is no event of the shop to be considered', () =>
        runner.progress().every((view) => view.considered >= considered) ? true : undefined,
      );
    } finally {
      await runner.stop();
    }
  };

  /** Stops the log's server, does something to its data, and starts it again. */
  const atRest = async (work: () => Promise<void>): Promise<void> => {
    await client.dispose();
    await stores.log.stop();
    await work();
    await stores.log.start();
    client = connectEventStore(stores.log.url);
  };
  const backUp = () => atRest(() => cp(stores.folder('log'), stores.folder('backup'), { recursive: true }));
  const restore = () =>
    atRest(async () => {
      await rm(stores.folder('log'), { recursive: true });
      await rename(stores.folder('backup'), stores.folder('log'));
    });

  const refusal = async (work: Promise<void>): Promise<string> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ForeignLog)) throw new Error(`was not refused: ${String(error)}`);
    return error.message;
  };

  describe('where it is another one', () => {
    let other: ServerProcess;
    let otherClient: EventStoreDBClient;
    before(async () => {
      other = new ServerProcess('event-store', stores.folder('other'));
      await other.start();
      otherClient = connectEventStore(other.url);
    });
    after(async () => {
      await otherClient.dispose();
      await other.stop();
    });

    it('are refused, both named, and left as they are', async () => {
      await run();
      const before = await readModels(db);
      const { logId } = await openSpecShop(client);
      const shop = await openSpecShop(otherClient);
      const why = await refusal(runnerOf({ client: otherClient, db, shop }).start());
      expect(why).to.contain(`folded from log ${logId}, and this is log ${shop.logId}`).and.to.contain('rebuild');
      expect(await readModels(db)).to.deep.equal(before);
    });

    it('are refused also when the first batch was never finished', async () => {
      const atStep = (_: string, step: string) => {
        if (step === 'written') throw new Error('power cut');
      };
      expect(await run({ atStep }).catch(String)).to.equal('Error: power cut');
      const shop = await openSpecShop(otherClient);
      const why = await refusal(runnerOf({ client: otherClient, db, shop }).start());
      expect(why).to.contain(`this is log ${shop.logId}`);
    });
  });

  it('are refused where the log was restored from before their last event', async () => {
    await backUp();
    const lost = order('lost');
    await append(client, [lost]);
    await run();
    await restore();
    expect(await refusal(run()))
      .to.contain(`up to event ${lost.eventId}`)
      .and.to.contain('which is not there');
    // Another event in the place of the lost one is not taken for it.
    await append(client, [order('late')]);
    expect(await refusal(run())).to.contain(`up to event ${lost.eventId}`);
  });

  it('go on where the log was restored from after their last event, though they had looked beyond', async () => {
    await backUp();
    await run({}, await noise(client));
    await restore();
    await append(client, [order('new')]);
    await run();
    const models = await readModels(db);
    expect(models[collections.orders]).to.have.property('new');
    expect(models).to.deep.equal(foldLog(await readLog(client)));
  });
});
