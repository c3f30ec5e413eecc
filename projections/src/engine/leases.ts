import { engineCollections, type LeaseDocument } from '@storefold/contracts';
import { MongoServerError, type Collection, type Db } from 'mongodb';

/** Milliseconds that a lease lasts unless it is renewed. */
export const LEASE_MS = 10_000;

type StoredLease = LeaseDocument & { _id: string };

const aliveId = (owner: string): string => `process ${owner}`;

export type LeasesOptions = {
  readonly owner: string;
  /** @default {@link LEASE_MS} */
  readonly lastsMs?: number;
  readonly now?: () => Date;
};

/**
 * Who folds what. A lease ends by itself where its owner does not renew it, and its token tells it from those before. It keeps
 * two processes from doing the same work; that nothing is doubled or lost when they do all the same, because one was paused
 * beyond its lease or clocks differ, is the business of positions and fences.
 */
export class Leases {
  readonly #collection: Collection<StoredLease>;
  readonly #owner: string;
  readonly #lastsMs: number;
  readonly #now: () => Date;

  constructor(db: Db, { owner, lastsMs = LEASE_MS, now = () => new Date() }: LeasesOptions) {
    this.#collection = db.collection<StoredLease>(engineCollections.leases);
    this.#owner = owner;
    this.#lastsMs = lastsMs;
    this.#now = now;
  }

  #until(): string {
    return new Date(this.#now().getTime() + this.#lastsMs).toISOString();
  }

  /**
   * Takes a lease that nobody has, or that this owner had before it was started again.
   *
   * @returns its token; undefined where another has it
   */
  async take(unit: string): Promise<number | undefined> {
    const now = this.#now().toISOString();
    try {
      const taken = await this.#collection.findOneAndUpdate(
        { _id: unit, $or: [{ until: { $lt: now } }, { owner: this.#owner }] },
        { $set: { owner: this.#owner, until: this.#until() }, $inc: { token: 1 } },
        { upsert: true, returnDocument: 'after' },
      );
      return taken?.token;
    } catch (error) {
      // It is there and not over: somebody has it.
      if (error instanceof MongoServerError && error.code === 11000) return undefined;
      throw error;
    }
  }

  /** @returns those that are ours still, for as long again; nobody else raises a token without becoming the owner */
  async renew(units: readonly string[]): Promise<ReadonlySet<string>> {
    if (units.length === 0) return new Set();
    const ours = { _id: { $in: [...units] }, owner: this.#owner };
    await this.#collection.updateMany(ours, { $set: { until: this.#until() } });
    const found = await this.#collection.find(ours, { projection: { _id: 1 } }).toArray();
    return new Set(found.map(({ _id }) => _id));
  }

  /** Lets others have it at once. */
  async release(unit: string, token: number): Promise<void> {
    await this.#collection.updateOne(
      { _id: unit, owner: this.#owner, token },
      { $set: { until: new Date(0).toISOString() } },
    );
  }

  /** Says that this process lives. @returns how many do, this one among them */
  async alive(): Promise<number> {
    const _id = aliveId(this.#owner);
    const signOfLife = { owner: this.#owner, token: 0, until: this.#until() };
    await this.#collection.updateOne({ _id }, { $set: signOfLife }, { upsert: true });
    return this.#collection.countDocuments({ _id: /^process /, until: { $gte: this.#now().toISOString() } });
  }

  /** This process ends. */
  async leave(): Promise<void> {
    await this.#collection.deleteOne({ _id: aliveId(this.#owner) });
  }
}
