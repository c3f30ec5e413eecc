import { isDeepStrictEqual } from 'node:util';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';
import { RestartedServer } from '../kills/restarted-server.js';
import { SeededRandom } from '../seeded-random.js';
import { PlainItems } from './plain-items.js';
import type { Item } from './plain-items.js';
import { reads } from './reads.js';
import { neverRefused, writes } from './writes.js';
import type { Sides } from './writes.js';

export type ModelReport = {
  readonly steps: number;
  readonly kills: number;
  readonly transactions: number;
  /** Where the server and the model disagreed, and what checks found: nothing, if all is well. */
  readonly wrong: readonly string[];
};

const indexes = [{ n: 1 }, { tags: 1 }, { shelf: 1, n: -1 }, { shelf: 1, tags: 1 }] as const;

/**
 * Writes what the seed decides to a server and to a plain map, with indexes that come and go, transactions that are committed or aborted, and
 * kills between the steps; whatever the server tells must be what the map tells, and after a kill too. It ends at the first disagreement.
 */
export async function agreeWithModel(
  dir: string,
  steps: number,
  killEvery: number,
  seed: number,
): Promise<ModelReport> {
  const random = new SeededRandom(seed);
  const model = new PlainItems();
  const server = await RestartedServer.start(dir);
  const wrong: string[] = [];
  let client = await new MongoClient(server.url).connect();
  let items = client.db('model').collection<Item>('items');
  let [done, kills, transactions] = [0, 0, 0];
  await items.createIndexes([{ key: { sku: 1 }, unique: true }]);
  for (; done < steps && wrong.length === 0; done += 1) {
    const sides = { items, model, random };
    const kind = random.below(100);
    const compare = ({ told, expected }: { told: unknown; expected: unknown }): void => {
      if (!isDeepStrictEqual(told, expected))
        wrong.push(
          `step ${String(done)} of seed ${String(seed)}: told ${JSON.stringify(told)}, expected ${JSON.stringify(expected)}`,
        );
    };
    if (kind < 65) compare(await random.pick(writes)(sides));
    else if (kind < 92) compare(await random.pick(reads)(sides));
    else if (kind < 96) await changeIndexes(items, random);
    else {
      transactions += 1;
      await inTransaction(client, sides, compare);
    }
    if (done % killEvery === killEvery - 1) {
      kills += 1;
      await client.close();
      wrong.push(...(await server.killAndRestart()));
      client = await new MongoClient(server.url).connect();
      items = client.db('model').collection<Item>('items');
      for (const read of reads) compare(await read({ items, model, random }));
    }
  }
  await client.close();
  await server.stop();
  return { steps: done, kills, transactions, wrong };
}

async function changeIndexes(items: Collection<Item>, random: SeededRandom): Promise<void> {
  const key = random.pick(indexes);
  const name = Object.entries(key).flat().join('_');
  if (await items.indexExists(name)) await items.dropIndex(name);
  else await items.createIndexes([{ key, name }]);
}

async function inTransaction(
  client: MongoClient,
  sides: Sides,
  compare: (outcome: { told: unknown; expected: unknown }) => void,
): Promise<void> {
  const session = client.startSession();
  const undo = sides.model.snapshot();
  session.startTransaction();
  for (let count = 1 + sides.random.below(4); count > 0; count -= 1)
    compare(await sides.random.pick(neverRefused)(sides, { session }));
  if (sides.random.below(2) === 0) await session.commitTransaction();
  else {
    await session.abortTransaction();
    undo();
  }
  await session.endSession();
}
