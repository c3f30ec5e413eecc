import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { LEASE_MS, Leases } from '../engine/leases.js';
import { lineageCollection } from '../engine/stored.js';

/** The same documents are proven by another, or were taken over by one. */
export class ProofUnderWay extends Error {
  override readonly name = 'ProofUnderWay';
}

/** Where a proof of a collection folds its replay. */
export const shadowOf = (collection: string): string => `${collection}@proof`;

/** Where a shadow keeps what its documents cannot take. */
export const lettersOf = (shadow: string) => ({ letters: `${shadow}.letters`, events: `${shadow}.held` });

export const dropShadow = async (db: Db, shadow: string): Promise<void> => {
  const { letters, events } = lettersOf(shadow);
  for (const name of [shadow, lineageCollection(shadow), letters, events]) await db.collection(name).drop();
};

/** Renewed so often that two renewals may fail before the lease ends. */
const RENEW_EVERY_MS = LEASE_MS / 4;

/**
 * One proof of a collection at a time, because two would fold into one shadow. A lease: a proof that was killed keeps others
 * off for no longer than {@link LEASE_MS}. One that was paused beyond it finds out, and answers nothing.
 */
export class ProofClaim {
  readonly #leases: Leases;
  readonly #shadow: string;
  readonly #token: number;
  readonly #timer: NodeJS.Timeout;
  #until = Date.now() + LEASE_MS;
  #isTaken = false;

  private constructor(leases: Leases, shadow: string, token: number) {
    this.#leases = leases;
    this.#shadow = shadow;
    this.#token = token;
    this.#timer = setInterval(() => {
      void this.#renew();
    }, RENEW_EVERY_MS);
    this.#timer.unref();
  }

  /** @throws ProofUnderWay while another has it */
  static async take(db: Db, shadow: string): Promise<ProofClaim> {
    // An owner of its own for each proof: two of one process are as much in each other's way.
    const leases = new Leases(db, { owner: `proof ${randomUUID()}` });
    const token = await leases.take(shadow);
    if (token !== undefined) return new ProofClaim(leases, shadow, token);
    const seconds = (LEASE_MS / 1000).toString();
    throw new ProofUnderWay(
      `another proof folds ${shadow} already; wait for its end, or ${seconds} s where it was killed`,
    );
  }

  /** Asks the store itself: what was true at the last renewal need not be now. */
  async isHeld(): Promise<boolean> {
    await this.#renew();
    return !this.#isTaken && Date.now() < this.#until;
  }

  /** @throws ProofUnderWay where another may have begun in its place */
  async assertHeld(): Promise<void> {
    if (await this.isHeld()) return;
    throw new ProofUnderWay(
      `the proof stood still for too long, and another may have folded ${this.#shadow} since; prove it again`,
    );
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#leases.release(this.#shadow, this.#token);
  }

  async #renew(): Promise<void> {
    const asked = Date.now();
    // A store that does not answer ends the lease by itself.
    const ours = await this.#leases.renew([this.#shadow]).catch(() => undefined);
    if (ours?.has(this.#shadow)) this.#until = asked + LEASE_MS;
    else if (ours) this.#isTaken = true;
  }
}
