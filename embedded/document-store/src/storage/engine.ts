import { join } from 'node:path';
import { open } from 'lmdb';
import type { Database, RangeOptions, RootDatabase, Transaction } from 'lmdb';
import { StoreError } from '../errors.js';
import { checkDataFile } from './data-file.js';
import { Holds } from '../transactions/holds.js';
import type { Entry, Ordered, Range, Tables } from './tables.js';

/** One ordered table of bytes. Reads inside a commit see what the commit wrote; those of a snapshot never change. */
export class Table implements Ordered {
  readonly #db: Database<Buffer, Buffer>;
  readonly #at: { transaction: Transaction } | undefined;

  constructor(db: Database<Buffer, Buffer>, snapshot?: Transaction) {
    this.#db = db;
    this.#at = snapshot === undefined ? undefined : { transaction: snapshot };
  }

  /** The same table as a snapshot has it, to be read only. */
  at(snapshot: Transaction): Table {
    return new Table(this.#db, snapshot);
  }

  /** A copy of the value, or undefined. */
  get(key: Buffer): Buffer | undefined {
    return this.#at === undefined ? this.#db.getBinary(key) : this.#db.get(key, this.#at);
  }

  has(key: Buffer): boolean {
    return this.#at === undefined ? this.#db.doesExist(key) : this.#db.get(key, this.#at) !== undefined;
  }

  put(key: Buffer, value: Buffer): void {
    // Inside a commit lmdb writes at once; the promise it answers is one that is always resolved.
    void this.#db.put(key, value);
  }

  remove(key: Buffer): void {
    void this.#db.remove(key);
  }

  range(range: Range): Iterable<Entry> {
    return this.#db.getRange({ ...options(range), ...this.#at });
  }

  keys(range: Range): Iterable<Buffer> {
    return this.#db.getKeys({ ...options(range), ...this.#at });
  }

  count(range: Range): number {
    return this.#db.getKeysCount({ ...options(range), ...this.#at });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isDiskError(error: unknown): boolean {
  return !(error instanceof StoreError) && /MDB_|No space left|ENOSPC|Input\/output error/.test(reasonOf(error));
}

/** lmdb's reverse ranges begin at the upper end; the bounds keep their meaning here. */
function options(range: Range): RangeOptions {
  const limit = range.limit === undefined ? {} : { limit: range.limit };
  if (range.reverse !== true) return { start: range.start, end: range.end, ...limit };
  return { start: range.end, exclusiveStart: true, end: range.start, inclusiveEnd: true, reverse: true, ...limit };
}

/** Tables that do not change. */
export type Snapshot = {
  readonly records: Ordered;
  readonly entries: Ordered;
  readonly catalogue: Ordered;
  done(): void;
};

/**
 * The files on disk. All writes go through `commit`: one LMDB transaction, visible and safe from a crash of this process when it resolves,
 * safe from a crash of the machine when `flushed` has resolved after it. The work runs on this thread, the commit and its sync on another.
 */
export class Engine implements Tables {
  readonly records: Table;
  readonly entries: Table;
  readonly catalogue: Table;
  readonly sessions: Table;
  /** What open transactions have written and not committed. */
  readonly claims = new Holds();
  readonly #root: RootDatabase<Buffer, Buffer>;
  /** Set at the first failed commit. LMDB would abort the process if it were written to again. */
  #failed: string | undefined;
  /** For tests: called before each commit, may throw as a full disk would. */
  beforeCommit: (() => void) | undefined;

  /** With `readOnly` another process may hold the folder and write. Throws DamagedDataFile. */
  constructor(dir: string, options: { readOnly?: boolean } = {}) {
    checkDataFile(join(dir, 'data.mdb'));
    this.#root = open<Buffer, Buffer>({
      path: dir,
      readOnly: options.readOnly === true,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxDbs: 8,
      // Each open transaction may need one; server.ts bounds them.
      maxReaders: 2_048,
      noMemInit: true,
      // Half the depth of the trees and a shorter list of free pages: a commit of one document costs a third of what it does with 4 KB.
      pageSize: 8192,
    });
    const table = (name: string): Table =>
      new Table(this.#root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' }));
    this.records = table('records');
    this.entries = table('entries');
    this.catalogue = table('catalogue');
    this.sessions = table('sessions');
  }

  /** Why nothing can be written any more, if so. */
  get readOnlyBecause(): string | undefined {
    return this.#failed;
  }

  /** Runs `work` in one transaction. If it throws, nothing of it is kept. */
  async commit<T>(work: () => T): Promise<T> {
    if (this.#failed !== undefined) throw this.#outOfSpace();
    try {
      return await this.#commit(work);
    } finally {
      this.claims.end();
    }
  }

  async #commit<T>(work: () => T): Promise<T> {
    let outcome: { result: T } | { thrown: unknown } | undefined;
    try {
      // A child transaction, because lmdb commits what a plain one wrote before it threw.
      await this.#root.childTransaction(() => {
        this.claims.begin();
        try {
          outcome = { result: work() };
        } catch (thrown) {
          outcome = { thrown };
          throw thrown;
        }
        this.beforeCommit?.();
      });
    } catch (error) {
      if (outcome !== undefined && 'thrown' in outcome && !isDiskError(outcome.thrown)) throw outcome.thrown;
      this.#failed = reasonOf(error);
      throw this.#outOfSpace();
    }
    if (outcome === undefined || 'thrown' in outcome) throw new Error('lmdb did not run the transaction');
    return outcome.result;
  }

  /** The tables as they are now, for as long as it is kept: it holds back the reuse of pages, so `done` must be called. */
  snapshot(): Snapshot {
    const transaction = this.#root.useReadTransaction();
    let open = true;
    return {
      records: this.records.at(transaction),
      entries: this.entries.at(transaction),
      catalogue: this.catalogue.at(transaction),
      done: () => {
        // lmdb counts its users: giving back twice would take it from another one.
        if (open) transaction.done();
        open = false;
      },
    };
  }

  /** Resolves when everything that is committed now is on the disk. */
  async flushed(): Promise<void> {
    await this.#root.flushed;
  }

  /** Copies everything, as it is at one moment and without free pages, into a folder that is there and empty. */
  copyTo(dir: string): Promise<void> {
    return this.#root.backup(dir, true);
  }

  #outOfSpace(): StoreError {
    return new StoreError(
      'OutOfDiskSpace',
      `a write to disk failed (${this.#failed ?? 'unknown'}): the server only reads until it is restarted with room on the disk`,
    );
  }

  async close(): Promise<void> {
    await this.#root.close();
  }
}
