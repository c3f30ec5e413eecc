import { collections, type CheckpointDocument } from '@storefold/contracts';
import type { Collection, Db } from 'mongodb';

/** Views count theirs from 1. */
const NO_VERSION = 0;

type StoredCheckpoint = CheckpointDocument & { _id: string };

/** How far each view has folded the log: kept beside the documents, durable before it is relied on. */
export class Checkpoints {
  readonly #collection: Collection<StoredCheckpoint>;

  constructor(db: Db) {
    this.#collection = db.collection<StoredCheckpoint>(collections.checkpoints, {
      writeConcern: { w: 'majority', journal: true },
    });
  }

  async read(view: string): Promise<CheckpointDocument | undefined> {
    return (await this.#collection.findOne({ _id: view })) ?? undefined;
  }

  /**
   * Notes where views begin, where nothing is noted yet. Durable before their first document is: from then on the
   * documents are known to be of this log and version, also when the first batch was never finished.
   */
  async begin(checkpoints: readonly CheckpointDocument[]): Promise<void> {
    if (checkpoints.length === 0) return;
    await this.#collection.bulkWrite(
      checkpoints.map((checkpoint) => ({
        updateOne: { filter: { _id: checkpoint.view }, update: { $setOnInsert: checkpoint }, upsert: true },
      })),
      { ordered: false },
    );
  }

  async write(checkpoints: readonly CheckpointDocument[]): Promise<void> {
    if (checkpoints.length === 0) return;
    await this.#collection.bulkWrite(
      checkpoints.map((checkpoint) => ({
        replaceOne: { filter: { _id: checkpoint.view }, replacement: checkpoint, upsert: true },
      })),
      { ordered: false },
    );
  }

  /** Marks the view's documents as those of no version. */
  async outdate(view: string): Promise<void> {
    await this.#collection.updateOne({ _id: view }, { $set: { version: NO_VERSION } });
  }

  async forget(view: string): Promise<void> {
    await this.#collection.deleteOne({ _id: view });
  }
}
