import { engineCollections, type CheckpointDocument } from '@storefold/contracts';
import type { Collection, Db } from 'mongodb';

type StoredCheckpoint = CheckpointDocument & { _id: string };

/** Another has folded a unit since: whoever had it before writes no more. */
export class FencedOff extends Error {
  override readonly name = 'FencedOff';
  readonly unit: string;

  constructor(unit: string) {
    super(`another process folds ${unit} by now`);
    this.unit = unit;
  }
}

/** How far each unit has folded the log: kept beside the documents, durable before it is relied on. */
export class Checkpoints {
  readonly #collection: Collection<StoredCheckpoint>;

  constructor(db: Db) {
    this.#collection = db.collection<StoredCheckpoint>(engineCollections.checkpoints, {
      writeConcern: { w: 'majority', journal: true },
    });
  }

  async read(unit: string): Promise<CheckpointDocument | undefined> {
    const found = await this.#collection.findOne({ _id: unit });
    if (!found) return undefined;
    const { _id, ...checkpoint } = found;
    return checkpoint;
  }

  /** Those of a build, of all its partitions that began. */
  async ofBuild(build: string): Promise<readonly CheckpointDocument[]> {
    return this.#collection.find({ build }).toArray();
  }

  /**
   * Notes where a unit begins, or that it goes on under a new lease. Durable before its first document is: from then on the
   * documents are known to be of this log and version, also when the first batch was never finished.
   *
   * @throws FencedOff
   */
  async begin(unit: string, checkpoint: CheckpointDocument): Promise<void> {
    await this.#collection.updateOne({ _id: unit }, { $setOnInsert: checkpoint }, { upsert: true });
    const { matchedCount } = await this.#collection.updateOne(
      { _id: unit, fence: { $lte: checkpoint.fence } },
      { $set: { fence: checkpoint.fence } },
    );
    if (matchedCount === 0) throw new FencedOff(unit);
  }

  /** @returns the units that another folds by now; their checkpoints were left as they are */
  async write(checkpoints: ReadonlyMap<string, CheckpointDocument>): Promise<readonly string[]> {
    if (checkpoints.size === 0) return [];
    const { matchedCount } = await this.#collection.bulkWrite(
      [...checkpoints].map(([_id, checkpoint]) => ({
        replaceOne: { filter: { _id, fence: { $lte: checkpoint.fence } }, replacement: checkpoint },
      })),
      { ordered: false },
    );
    if (matchedCount === checkpoints.size) return [];
    const found = await this.#collection.find({ _id: { $in: [...checkpoints.keys()] } }).toArray();
    const fences = new Map(found.map(({ _id, fence }) => [_id, fence]));
    return [...checkpoints].flatMap(([unit, { fence }]) => ((fences.get(unit) ?? Infinity) > fence ? [unit] : []));
  }

  async forget(build: string): Promise<void> {
    await this.#collection.deleteMany({ build });
  }
}
