import { hash, verify } from '@node-rs/argon2';
import type { Credentials } from './credentials.js';

export type SignInResult =
  | { readonly kind: 'right'; readonly staffId: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number };

/** Five tries, then a pause that doubles with each five more, up to a day. */
const TRIES = 5;
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;
/** Logins that do not exist are counted too, so that a lock tells nothing; of the newest so many. */
const UNKNOWN_KEPT = 10_000;

const lockMs = (lockouts: number): number => Math.min(FIRST_LOCK_MS * 2 ** lockouts, LONGEST_LOCK_MS);

type Tally = { failures: number; lockouts: number; lockedUntil: number };

/**
 * Checks passwords. An attempt is counted before the password is looked at, in one atomic step: of a hundred at once,
 * five are looked at. A login that does not exist takes the same time and is locked the same way.
 */
export class SignIn {
  readonly #credentials: Credentials;
  readonly #unknown = new Map<string, Tally>();
  #decoy: Promise<string> | undefined;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** @param now milliseconds since 1970 */
  async check(login: string, password: string, now: number): Promise<SignInResult> {
    const { collection } = this.#credentials;
    const counted = await collection.findOneAndUpdate(
      { _id: login, lockedUntil: { $lte: now } },
      { $inc: { failures: 1 } },
      { returnDocument: 'after' },
    );
    if (!counted) {
      const known = await this.#credentials.find(login);
      return known ? locked(known.lockedUntil, now) : this.#checkUnknown(login, password, now);
    }
    const { failures, lockouts, staffId } = counted;
    if (failures <= TRIES && (await verify(counted.hash, password))) {
      // Ends no lock that others ran into meanwhile.
      await collection.updateOne(
        { _id: login, lockedUntil: counted.lockedUntil },
        { $set: { failures: 0, lockouts: 0, lockedUntil: 0 } },
      );
      return { kind: 'right', staffId };
    }
    if (failures < TRIES) return { kind: 'wrong' };
    const until = now + lockMs(lockouts);
    // Only the first of those who run into it locks; the rest find it locked.
    await collection.updateOne(
      { _id: login, lockouts, lockedUntil: counted.lockedUntil, failures: { $gte: TRIES } },
      { $set: { failures: 0, lockouts: lockouts + 1, lockedUntil: until } },
    );
    return failures === TRIES ? { kind: 'wrong' } : locked(until, now);
  }

  async #checkUnknown(login: string, password: string, now: number): Promise<SignInResult> {
    const tally = this.#unknown.get(login) ?? { failures: 0, lockouts: 0, lockedUntil: 0 };
    if (tally.lockedUntil > now) return locked(tally.lockedUntil, now);
    tally.failures++;
    const { failures } = tally;
    if (failures >= TRIES)
      Object.assign(tally, { failures: 0, lockouts: tally.lockouts + 1, lockedUntil: now + lockMs(tally.lockouts) });
    this.#unknown.delete(login);
    this.#unknown.set(login, tally);
    if (this.#unknown.size > UNKNOWN_KEPT)
      for (const oldest of this.#unknown.keys()) {
        this.#unknown.delete(oldest);
        break;
      }
    this.#decoy ??= hash('nobody has this password');
    await verify(await this.#decoy, password);
    return { kind: 'wrong' };
  }
}

const locked = (until: number, now: number): SignInResult => ({
  kind: 'locked',
  retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1_000)),
});
