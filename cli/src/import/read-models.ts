import { setTimeout as sleep } from 'node:timers/promises';
import { collections, type CheckpointDocument } from '@storefold/contracts';
import { connectDocumentStore } from '@storefold/platform';

/** Views that keep a checkpoint: one for each collection but the checkpoints themselves. */
const VIEWS = Object.keys(collections).length - 1;
const PAUSE_MS = 100;
/** Without any progress for so long, nobody is folding. */
const STANDSTILL_MS = 60_000;

/**
 * Waits until every read model has considered the log up to a position.
 *
 * @param from position from which progress is measured
 * @param onProgress told the share done, from 0 to 1
 * @returns false where nothing moves: the projections do not run
 */
export const readModelsCaughtUp = async (
  url: string,
  position: bigint,
  onProgress: (share: number) => void,
): Promise<boolean> => {
  const store = connectDocumentStore(url);
  try {
    const checkpoints = store.db.collection<Pick<CheckpointDocument, 'considered'>>(collections.checkpoints);
    let slowest = -1n;
    for (let movedAt = Date.now(); Date.now() - movedAt < STANDSTILL_MS;) {
      await sleep(PAUSE_MS);
      const found = await checkpoints
        .find({}, { projection: { considered: 1 } })
        .toArray()
        .catch(() => []);
      if (found.length < VIEWS) continue;
      const lowest = found.reduce((low, { considered }) => (considered < low ? considered : low), position);
      if (lowest >= position) return true;
      if (lowest > slowest) movedAt = Date.now();
      slowest = lowest;
      onProgress(Number(lowest) / Number(position));
    }
    return false;
  } finally {
    await store.close();
  }
};
