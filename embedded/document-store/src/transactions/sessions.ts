import { StoreError } from '../errors.js';
import { readDocument } from '../bson/read.js';
import type { Engine } from '../storage/engine.js';
import { Transaction, aborted } from './transaction.js';
import type { Ground } from './transaction.js';

/** More transactions than this are not open at once. */
const mostOpen = 1_000;
/** How long a transaction is kept whose client has no connection any more: it may come back by another one. */
const graceMs = 2_000;
/** How long a session's last transaction is known that no one asks for: as long as a session lives. */
const memoryMs = 30 * 60 * 1_000;

/** The last transaction of a session; of one that has ended only how. */
type Session = { number: bigint; transaction: Transaction | undefined; committed: boolean; used: number };

const textOf = (session: Buffer): string => session.toString('latin1');

function tooOld(number: bigint, last: bigint): StoreError {
  return new StoreError(
    'TransactionTooOld',
    `Cannot start a transaction with txnNumber ${String(number)} because a newer one with txnNumber ${String(last)} has already started on this session.`,
  );
}

/** What the disk knows of a session: the number of its last write, and whether that was a transaction. */
export function storedOf(engine: Engine, session: Buffer): { number: bigint; committed: boolean } | undefined {
  const stored = engine.sessions.get(session);
  if (stored === undefined) return undefined;
  const committed = readDocument(stored, 16).get('committedTransaction') === true;
  return { number: stored.readBigInt64LE(0), committed };
}

/** The last transaction of each session, by the session's id. */
export class Sessions {
  readonly #ground: Ground;
  readonly #lifetimeMs: number;
  readonly #sessions = new Map<string, Session>();
  readonly #timer: NodeJS.Timeout;

  constructor(ground: Ground, lifetimeMs: number) {
    this.#ground = ground;
    this.#lifetimeMs = lifetimeMs;
    this.#timer = setInterval(
      () => {
        this.#sweep(performance.now());
      },
      Math.min(1_000, lifetimeMs),
    );
    this.#timer.unref();
  }

  /** The ids of the sessions whose last transaction is known. */
  get ids(): readonly Buffer[] {
    return [...this.#sessions.keys()].map((text) => Buffer.from(text, 'latin1'));
  }

  /** How many transactions are open. */
  get open(): number {
    return this.#ground.engine.claims.size;
  }

  /** Starts a transaction; the one before it in the session is aborted. Throws TransactionTooOld, and 50911 for a number that was used. */
  start(session: Buffer, number: bigint): Transaction {
    const before = this.#sessions.get(textOf(session));
    const last = before?.number ?? storedOf(this.#ground.engine, session)?.number;
    if (last !== undefined && last > number) throw tooOld(number, last);
    if (last === number)
      throw new StoreError(
        50_911,
        `Cannot start a transaction at given transaction number ${String(number)}: a transaction or write with the same number was started before`,
      );
    before?.transaction?.abort();
    if (this.open >= mostOpen)
      throw new StoreError('LockTimeout', `${String(mostOpen)} transactions are open: no more can be started now`);
    const transaction = new Transaction(this.#ground, number, performance.now() + this.#lifetimeMs);
    const entry: Session = { number, transaction, committed: false, used: performance.now() };
    this.#sessions.set(textOf(session), entry);
    // What it wrote and read is given free at once; that it has ended, and how, is all that is known from then on.
    void transaction.ended.then(() => {
      entry.committed = transaction.state === 'committed';
      entry.transaction = undefined;
    });
    return transaction;
  }

  /** The session's transaction of this number. Throws NoSuchTransaction, also for one that was aborted, and TransactionTooOld. */
  get(session: Buffer, number: bigint): Transaction | 'committed' {
    const known = this.#sessions.get(textOf(session));
    const stored = known === undefined ? storedOf(this.#ground.engine, session) : undefined;
    const last = known?.number ?? stored?.number;
    if (last !== undefined && last > number) throw tooOld(number, last);
    if (known?.number === number) {
      known.used = performance.now();
      if (known.committed) return 'committed';
      if (known.transaction !== undefined) return known.transaction;
      throw aborted(number);
    }
    if (stored?.number === number && stored.committed) return 'committed';
    throw new StoreError(
      'NoSuchTransaction',
      `Given transaction number ${String(number)} does not match any in-progress transactions. The active transaction number is ${String(last ?? -1n)}`,
    );
  }

  /** A retryable write begins: an older transaction of the session ends, a newer one refuses it. */
  write(session: Buffer, number: bigint): void {
    const last = this.#sessions.get(textOf(session))?.number;
    if (last === undefined) return;
    if (last >= number) throw tooOld(number, last);
    this.end(session);
  }

  /** Ends a session: its open transaction is aborted. */
  end(session: Buffer): void {
    this.#sessions.get(textOf(session))?.transaction?.abort();
    this.#sessions.delete(textOf(session));
  }

  endAll(): void {
    for (const { transaction } of this.#sessions.values()) transaction?.abort();
    this.#sessions.clear();
  }

  /** Notes that a client sent a statement by this connection. */
  seen(transaction: Transaction, connectionId: number): void {
    transaction.connections.add(connectionId);
  }

  /** A connection is gone. A transaction that has none left is aborted soon. */
  gone(connectionId: number): void {
    for (const { transaction } of this.#sessions.values()) {
      if (transaction?.connections.delete(connectionId) !== true) continue;
      if (transaction.connections.size > 0) continue;
      const timer = setTimeout(
        () => {
          if (transaction.connections.size === 0) transaction.abort();
        },
        Math.min(graceMs, this.#lifetimeMs),
      );
      timer.unref();
    }
  }

  #sweep(now: number): void {
    for (const [key, { transaction, used }] of this.#sessions) {
      if (transaction !== undefined && transaction.deadline < now) transaction.abort();
      if (transaction === undefined && used < now - memoryMs) this.#sessions.delete(key);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.endAll();
  }
}
