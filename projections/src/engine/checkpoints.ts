import { collections, type CheckpointDocument } from '@storefold/contracts';
import type { Collection, Db } from 'mongodb';

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

  async write(checkpoints: readonly CheckpointDocument[]): Promise<void> {
    if (checkpoints.length === 0) return;
    await this.#collection.bulkWrite(
      checkpoints.map((checkpoint) => ({
        replaceOne: { filter: { _id: checkpoint.view }, replacement: checkpoint, upsert: true },
      })),
      { ordered: false },
    );
  }

  async forget(view: string): Promise<void> {
    await this.#collection.deleteOne({ _id: view });
  }
}
