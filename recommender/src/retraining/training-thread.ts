import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { connectEventStore, createLogger, findShop } from '@storefold/platform';
import { z } from 'zod';
import { readPrefix } from '../history/read-log.js';
import { readModelFile, UnusableModel } from '../training/model-file.js';
import type { ThreadMessage } from '../training/thread.js';
import { trainAndCompare, type Opponent, type TrainedAndCompared } from './train-and-compare.js';

const orderSchema = z.object({
  eventStoreUrl: z.string(),
  seed: z.number(),
  championPath: z.string().optional(),
  upTo: z.string().optional(),
});

const say = (message: ThreadMessage<TrainedAndCompared>): void => parentPort?.postMessage(message);

/** Above 0 is below others: pages come first where processors are few. At 5 it still gets a quarter of a busy one. */
const NICENESS = 5;

/** On Linux a thread has a priority of its own, under a number that only its own eyes see; elsewhere nothing changes. */
const giveWay = (): void => {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS);
  } catch {
    // Training takes its share of the machine as any other does.
  }
};

const opponentAt = (path: string | undefined): Opponent => {
  if (path === undefined) return { none: 'there is no champion' };
  try {
    return { model: readModelFile(path) };
  } catch (error) {
    if (error instanceof UnusableModel || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return { none: `the champion's file cannot be used: ${error.message}` };
    throw error;
  }
};

/** What runs in the thread: reads the log, trains, compares, and hands over the bytes and the figures. */
const work = async (): Promise<TrainedAndCompared> => {
  giveWay();
  const { eventStoreUrl, seed, championPath, upTo } = orderSchema.parse(workerData);
  const client = connectEventStore(eventStoreUrl);
  try {
    const shop = await findShop(client);
    if (!shop) throw new Error('no shop is open on this log');
    const logger = createLogger('recommender', 'warn');
    const prefix = await readPrefix(client, logger, { upTo: upTo === undefined ? undefined : BigInt(upTo) });
    return trainAndCompare({ logId: shop.logId, prefix, seed }, opponentAt(championPath), (what) => {
      say({ kind: 'progress', what });
    });
  } finally {
    await client.dispose();
  }
};

try {
  say({ kind: 'done', result: await work() });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
