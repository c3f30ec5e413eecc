import { MongoBulkWriteError, type Collection } from 'mongodb';

/** A data key as it is kept: wrapped, or destroyed and when. */
export type KeyDocument = { _id: string; wrapped?: string; createdAt: string; erasedAt?: string };

/** So many keys go in one write. */
const MOST_TOGETHER = 500;
const DUPLICATE_KEY = 11000;

type Asked = {
  readonly made: KeyDocument;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Writes keys that are likely new. Those that are asked for while a write is under way go together in the next one: each
 * guest's order has a key of its own, and a write of twenty keys costs little more than that of one.
 */
export class KeyMaker {
  readonly #keys: Collection<KeyDocument>;
  #asked: Asked[] = [];
  #isWriting = false;

  /** @param keys a collection whose writes are answered when they last */
  constructor(keys: Collection<KeyDocument>) {
    this.#keys = keys;
  }

  /**
   * Writes a key where there is none of that id, and none was destroyed: answers whether, once it lasts.
   *
   * @throws what the database says, where a write failed for another reason than that the id is taken
   */
  make(made: KeyDocument): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ made, resolve, reject });
      if (!this.#isWriting) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isWriting = true;
    while (this.#asked.length > 0) {
      const together = this.#asked.slice(0, MOST_TOGETHER);
      this.#asked = this.#asked.slice(MOST_TOGETHER);
      await this.#write(together);
    }
    this.#isWriting = false;
  }

  /** Tells each of them what became of it; never throws. */
  async #write(together: readonly Asked[]): Promise<void> {
    let taken: ReadonlySet<number> = new Set();
    try {
      await this.#keys.insertMany(
        together.map(({ made }) => made),
        { ordered: false },
      );
    } catch (error) {
      const ofThese = takenIn(error, together.length);
      if (ofThese === undefined) {
        for (const { reject } of together) reject(error);
        return;
      }
      taken = ofThese;
    }
    for (const [index, { resolve }] of together.entries()) resolve(!taken.has(index));
  }
}

/**
 * Which of a write's keys were not written as their ids are taken; undefined where it failed, or may not last, for another
 * reason. The driver throws the same error, without errors of any key, where the database is away: all have to be accounted for.
 */
const takenIn = (error: unknown, together: number): ReadonlySet<number> | undefined => {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) return undefined;
  const errors = [error.writeErrors].flat();
  if (error.insertedCount + errors.length !== together) return undefined;
  return errors.every(({ code }) => code === DUPLICATE_KEY) ? new Set(errors.map(({ index }) => index)) : undefined;
};
