import { hash } from '@node-rs/argon2';
import { MongoServerError, type Collection, type Db } from 'mongodb';

/** How one login signs in. Lives in the key store, beside the data keys: never in an event. */
export type CredentialsDocument = {
  /** The login. */
  readonly _id: string;
  /** Whose it is: of staff, or a customer's id where the passwords are customers'. */
  readonly staffId: string;
  /** argon2id, with its salt and cost. */
  readonly hash: string;
  /** The commands that set a password, newest last; by them a repeat is told from a newer reset. */
  readonly setBy: readonly string[];
  /** Attempts since the last success or lock; counted before they are checked. */
  readonly failures: number;
  /** Locks in a row: each is twice as long as the one before. */
  readonly lockouts: number;
  /** Milliseconds since 1970; 0 = not locked. */
  readonly lockedUntil: number;
  readonly changedAt: string;
};

/** `superseded`: this command set a password once, and another did since. */
export type PasswordSet = 'set' | 'superseded' | 'unknown-login';

const SET_BY_KEPT = 50;

/** Passwords of staff, as hashes. Every write is durable before it is answered. */
export class Credentials {
  readonly collection: Collection<CredentialsDocument>;

  /** @param name of the collection. @default that of staff */
  constructor(db: Db, name = 'credentials') {
    this.collection = db.collection<CredentialsDocument>(name, {
      writeConcern: { w: 'majority', journal: true },
    });
  }

  find(login: string): Promise<CredentialsDocument | null> {
    return this.collection.findOne({ _id: login });
  }

  /** Gives a login its first password; false where it has one already. */
  async create(login: string, staffId: string, password: string, setBy: string, now: string): Promise<boolean> {
    const document: CredentialsDocument = {
      ...{ _id: login, staffId, hash: await hash(password), setBy: [setBy] },
      ...{ failures: 0, lockouts: 0, lockedUntil: 0, changedAt: now },
    };
    try {
      await this.collection.insertOne(document);
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 11000) return false;
      throw error;
    }
  }

  /** Sets a new password and ends a lock. The same command may do so again; an older one may not. */
  async replace(login: string, password: string, setBy: string, now: string): Promise<PasswordSet> {
    const hashed = await hash(password);
    for (;;) {
      const known = await this.find(login);
      if (!known) return 'unknown-login';
      if (known.setBy.at(-1) === setBy) return 'set';
      if (known.setBy.includes(setBy)) return 'superseded';
      const { matchedCount } = await this.collection.updateOne(
        { _id: login, hash: known.hash },
        {
          $set: {
            ...{ hash: hashed, setBy: [...known.setBy, setBy].slice(-SET_BY_KEPT), changedAt: now },
            ...{ failures: 0, lockouts: 0, lockedUntil: 0 },
          },
        },
      );
      // Someone set another one in between: look again.
      if (matchedCount === 1) return 'set';
    }
  }
}
