import { setTimeout as sleep } from 'node:timers/promises';
import { collections, engineCollections, type CheckpointDocument } from '@storefold/contracts';
import { connectDocumentStore, LiveReadModels } from '@storefold/platform';

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
    const live = new LiveReadModels(store.db);
    const checkpoints = store.db.collection<Pick<CheckpointDocument, 'considered'> & { _id: string }>(
      engineCollections.checkpoints,
    );
    let slowest = -1n;
    for (let movedAt = Date.now(); Date.now() - movedAt < STANDSTILL_MS;) {
      await sleep(PAUSE_MS);
      await live.refresh().catch(() => undefined);
      const units = Object.values(collections).flatMap((view) => live.view(view).units);
      const found = await checkpoints
        .find({ _id: { $in: units } }, { projection: { considered: 1 } })
        .toArray()
        .catch(() => []);
      if (found.length < units.length) continue;
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
