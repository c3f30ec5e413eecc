import type { Claims } from '../storage/tables.js';

/** An open transaction, to those that wait for it. */
export type Holder = {
  /** The last commit that its snapshot is sure to hold. */
  readonly since: number;
  /** Resolves when it holds nothing any more. */
  readonly ended: Promise<void>;
  abort(): void;
};

/**
 * Thrown inside a commit that meets what an open transaction has written. It is no StoreError, so the whole commit is given up; the write runs
 * again when the transaction has ended, as a write of MongoDB does that meets a conflict outside of transactions.
 */
export class Held extends Error {
  readonly holder: Holder;

  constructor(holder: Holder) {
    super('an open transaction has written what this write is about');
    this.holder = holder;
  }
}

/** More keys than this are not remembered for the sake of an old snapshot: the oldest transaction ends instead. */
const mostRemembered = 200_000;

const textOf = (key: Buffer): string => key.toString('latin1');
const definitionOf = (collection: number): string => `#${String(collection)}`;
const namespaceOf = (namespace: string): string => `=${namespace}`;

/**
 * Thrown at the second write of two that cannot both be: it ends the transaction, so it is no StoreError, which a batch would tell as the error
 * of one of its documents.
 */
export class Conflict extends Error {}

function conflict(): Conflict {
  return new Conflict('another write came first to what this transaction writes');
}

/**
 * Who has written what and not committed, and what was committed since the oldest snapshot. The first to write a key has it; a transaction that
 * comes second, or whose snapshot is older than the last write, has a conflict.
 */
export class Holds implements Claims {
  readonly #held = new Map<string, Holder>();
  readonly #open = new Map<Holder, string[]>();
  /** The transactions that wrote into a collection, by its number. */
  readonly #users = new Map<number, Set<Holder>>();
  /** The number of the commit that wrote a key last, oldest first; kept while a snapshot may be older. */
  readonly #written = new Map<string, number>();
  #running = 0;
  #visible = 0;

  /** The last commit that every new snapshot holds. */
  get visible(): number {
    return this.#visible;
  }

  get size(): number {
    return this.#open.size;
  }

  /** A commit begins: what is claimed from now on is written by it. */
  begin(): void {
    this.#running += 1;
  }

  /** The commit is visible, or failed. */
  end(): void {
    this.#visible = this.#running;
    this.#prune();
  }

  open(holder: Holder): void {
    this.#open.set(holder, []);
  }

  /** Gives back all that a transaction holds. */
  release(holder: Holder): void {
    for (const key of this.#open.get(holder) ?? []) this.#held.delete(key);
    this.#open.delete(holder);
    for (const [collection, users] of this.#users) {
      users.delete(holder);
      if (users.size === 0) this.#users.delete(collection);
    }
    this.#prune();
  }

  /** What a commit writes outside of transactions. Throws Held. */
  key(key: Buffer): void {
    this.#write(textOf(key));
  }

  documents(): void {
    // Each document says so for itself.
  }

  definition(collection: number, namespace: string): void {
    const [user] = this.#users.get(collection) ?? [];
    if (user !== undefined) throw new Held(user);
    this.#write(namespaceOf(namespace));
    this.#write(definitionOf(collection));
  }

  /** The claims of one transaction. They throw Conflict. */
  claimsOf(holder: Holder): Claims {
    return {
      key: (key) => {
        this.#take(textOf(key), holder);
      },
      documents: (collection) => {
        this.#refuseNewer(definitionOf(collection), holder);
        const users = this.#users.get(collection) ?? new Set();
        this.#users.set(collection, users.add(holder));
      },
      definition: (_, namespace) => {
        this.#take(namespaceOf(namespace), holder);
      },
    };
  }

  #write(key: string): void {
    const holder = this.#held.get(key);
    if (holder !== undefined) throw new Held(holder);
    this.#written.delete(key);
    this.#written.set(key, this.#running);
  }

  #take(key: string, holder: Holder): void {
    const other = this.#held.get(key);
    if (other === holder) return;
    if (other !== undefined) throw conflict();
    this.#refuseNewer(key, holder);
    this.#held.set(key, holder);
    this.#open.get(holder)?.push(key);
  }

  #refuseNewer(key: string, holder: Holder): void {
    if ((this.#written.get(key) ?? 0) > holder.since) throw conflict();
  }

  /** Notes that a transaction's keys are written by the commit that runs now. */
  applied(holder: Holder): void {
    for (const key of this.#open.get(holder) ?? []) {
      this.#written.delete(key);
      this.#written.set(key, this.#running);
    }
  }

  #prune(): void {
    this.#forget();
    // A transaction that is being committed does not end by this, and needs no memory either.
    for (const oldest of [...this.#open.keys()]) {
      if (this.#written.size <= mostRemembered) return;
      oldest.abort();
      this.#forget();
    }
  }

  #forget(): void {
    let needed = this.#visible;
    for (const { since } of this.#open.keys()) needed = Math.min(needed, since);
    for (const [key, at] of this.#written) {
      if (at > needed) break;
      this.#written.delete(key);
    }
  }
}
