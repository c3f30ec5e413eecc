import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { SeededRandom } from '../seeded-random.js';
import type { Item } from './item.js';
import { RestartedServer } from './restarted-server.js';
import { Writer } from './writer.js';

export type KillReport = {
  readonly kills: number;
  /** Writes that were answered; not one of them may be lost. */
  readonly acknowledged: number;
  /** Retryable writes that the driver sent a second time, because a kill took the answer. */
  readonly sentAgain: number;
  /** Writes whose outcome stayed open: they must be there whole or not at all. */
  readonly unknown: number;
  /** Everything that must not be, each in a sentence. */
  readonly wrong: readonly string[];
};

const writers = 8;

/**
 * Kills a server under the load of 8 writers, at moments that the seed decides, checks the folder after each kill, and starts it again.
 * Every writer compares what it reads with what it was told.
 */
export async function surviveKills(
  dir: string,
  kills: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<KillReport> {
  const random = new SeededRandom(seed);
  const server = await RestartedServer.start(dir);
  // One client each: of several writes that a kill interrupts, the driver sends only the first of a client again.
  const clients = Array.from({ length: writers }, () => new MongoClient(server.url, { monitorCommands: true }));
  const repeats = clients.map(countRepeats);
  const wrong: string[] = [];
  const stop = new AbortController();
  await clients[0]
    ?.db('kills')
    .collection<Item>('items')
    .createIndexes([{ key: { sku: 1 }, unique: true }, { key: { tags: 1 } }, { key: { owner: 1, n: -1 } }]);
  const load = clients.map((client, at) => new Writer(client, at, new SeededRandom(seed + at + 1)));
  const running = Promise.all(load.map((writer) => writer.run(stop.signal)));
  // Whatever ends a writer ends the whole below; until then nobody listens.
  running.catch(() => undefined);
  for (let kill = 1; kill <= kills; kill += 1) {
    await sleep(100 + random.below(400));
    for (const found of await server.killAndRestart()) wrong.push(`after kill ${String(kill)}: ${found}`);
    if (kill % 20 === 0) say(`${String(kill)} kills`);
  }
  // The last one must be survived, too.
  await sleep(500);
  stop.abort();
  await running;
  for (const client of clients) await client.close();
  if ((await server.stop()) !== 0) wrong.push('the server did not end in order');
  return {
    kills,
    acknowledged: load.reduce((sum, writer) => sum + writer.acknowledged, 0),
    unknown: load.reduce((sum, writer) => sum + writer.unknown, 0),
    sentAgain: repeats.reduce((sum, count) => sum + count(), 0),
    wrong: [...wrong, ...load.flatMap((writer) => writer.wrong)],
  };
}

/** Counts commands that have the session and number of an earlier one. */
function countRepeats(client: MongoClient): () => number {
  const last = new Map<string, string>();
  let count = 0;
  client.on('commandStarted', ({ command }) => {
    const { lsid, txnNumber } = command as { lsid?: { id: { toString(encoding: 'hex'): string } }; txnNumber?: bigint };
    if (lsid === undefined || txnNumber === undefined) return;
    const session = lsid.id.toString('hex');
    const number = String(txnNumber);
    if (last.get(session) === number) count += 1;
    last.set(session, number);
  });
  return () => count;
}
