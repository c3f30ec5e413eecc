import { StoreError } from '../errors.js';
import { Cursors } from '../commands/cursors.js';
import { Catalogue } from '../storage/catalogue.js';
import type { Collection } from '../storage/collection.js';
import type { Engine, Snapshot } from '../storage/engine.js';
import type { Claims, Tables } from '../storage/tables.js';
import type { Writes } from '../storage/writer.js';
import type { Holder } from './holds.js';
import { Overlay } from './overlay.js';

/** The parts of a server that a transaction works on. */
export type Ground = { engine: Engine; catalogue: Catalogue; writer: Writes };

export type TransactionState = 'open' | 'committing' | 'committed' | 'aborted';

export function aborted(number: bigint): StoreError {
  return new StoreError('NoSuchTransaction', `Transaction with { txnNumber: ${String(number)} } has been aborted.`);
}

/**
 * One multi-document transaction: it reads a snapshot and what it wrote itself, and holds each document and unique key that it writes from the
 * write on. So nothing is left to be checked at the commit, which puts all of it into one transaction of the disk.
 */
export class Transaction implements Holder {
  readonly number: bigint;
  readonly since: number;
  readonly ended: Promise<void>;
  /** Its cursors live as long as it does. */
  readonly cursors = new Cursors();
  readonly catalogue: Catalogue;
  /** When it is aborted for its age, in milliseconds of `performance.now()`. */
  deadline: number;
  /** The connections that sent its statements. */
  readonly connections = new Set<number>();
  /** Resolves when its statement that runs has run. */
  turn: Promise<unknown> = Promise.resolve();
  readonly #ground: Ground;
  readonly #snapshot: Snapshot;
  readonly #records: Overlay;
  readonly #entries: Overlay;
  #state: TransactionState = 'open';
  #end: () => void = () => undefined;
  /** What it wrote into, with the counts of the snapshot. */
  readonly #written = new Map<number, { count: number; size: number }>();
  readonly #made = new Set<number>();

  constructor(ground: Ground, number: bigint, deadline: number) {
    const { engine, catalogue } = ground;
    this.#ground = ground;
    this.number = number;
    this.deadline = deadline;
    this.since = engine.claims.visible;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#snapshot = engine.snapshot();
    const check = (): void => {
      this.check();
    };
    this.#records = new Overlay(this.#snapshot.records, check);
    this.#entries = new Overlay(this.#snapshot.entries, check);
    engine.claims.open(this);
    const tables: Tables = {
      records: this.#records,
      entries: this.#entries,
      catalogue: new Overlay(this.#snapshot.catalogue, check),
      claims: this.#claims(engine.claims.claimsOf(this)),
    };
    this.catalogue = new Catalogue(tables, () => catalogue.reserveId());
  }

  get state(): TransactionState {
    return this.#state;
  }

  /** Throws NoSuchTransaction when it is not open. */
  check(): void {
    if (this.#state !== 'open') throw aborted(this.number);
  }

  /**
   * Writes it all in one transaction of the disk, with what `record` adds; `durable` waits for the disk. If that fails it is aborted.
   */
  async commit(record: () => void, durable: boolean): Promise<void> {
    this.check();
    this.#state = 'committing';
    // The number of its commit is what later snapshots are compared with, so a transaction that wrote nothing needs none.
    const writes = this.#records.writes.length + this.#made.size > 0;
    try {
      if (writes) {
        await this.#ground.writer.write(() => {
          this.#apply();
          record();
        }, false);
      }
      this.#leave('committed');
    } catch (error) {
      this.#leave('aborted');
      throw error;
    }
    if (durable && writes) await this.#ground.engine.flushed();
  }

  /** Forgets what it wrote. It does nothing when it has ended, or is being committed. */
  abort(): void {
    if (this.#state === 'open') this.#leave('aborted');
  }

  #leave(state: TransactionState): void {
    this.#state = state;
    this.cursors.close();
    this.#ground.engine.claims.release(this);
    this.#snapshot.done();
    this.#end();
  }

  #apply(): void {
    const { engine, catalogue } = this.#ground;
    engine.claims.applied(this);
    for (const [table, { writes }] of [
      [engine.records, this.#records],
      [engine.entries, this.#entries],
    ] as const) {
      for (const { key, value } of writes) {
        if (value === undefined) table.remove(key);
        else table.put(key, value);
      }
    }
    for (const collection of this.catalogue.all()) {
      if (this.#made.has(collection.id)) catalogue.adopt(collection);
      const before = this.#written.get(collection.id);
      if (before !== undefined) this.#count(collection, before);
    }
  }

  /** The counts move by what the transaction added; an index that met its first array in it, has met it. */
  #count(collection: Collection, before: { count: number; size: number }): void {
    const live = this.#ground.catalogue.get(collection.database, collection.name);
    if (live?.id !== collection.id) throw new Error(`${collection.namespace} is gone although a transaction holds it`);
    live.count += collection.count - before.count;
    live.size += collection.size - before.size;
    live.touched = true;
    for (const index of collection.indexes) {
      const same = live.indexes.find(({ id }) => id === index.id);
      for (const [at, met] of index.multikey.entries()) {
        if (!met || same === undefined || same.multikey[at] === true) continue;
        same.multikey[at] = true;
        live.redefined = true;
      }
    }
  }

  #claims(holds: Claims): Claims {
    return {
      key: (key) => {
        this.check();
        holds.key(key);
      },
      documents: (id) => {
        if (this.#written.has(id)) return;
        if (!this.#made.has(id)) holds.documents(id);
        const collection = this.catalogue.all().find((one) => one.id === id);
        this.#written.set(id, { count: collection?.count ?? 0, size: collection?.size ?? 0 });
      },
      definition: (id, namespace) => {
        if (this.#made.has(id)) return;
        if (this.#snapshotHas(namespace))
          throw new StoreError(
            'OperationNotSupportedInTransaction',
            `Cannot create new indexes on existing collection ${namespace} in a multi-document transaction.`,
          );
        holds.definition(id, namespace);
        this.#made.add(id);
      },
    };
  }

  #snapshotHas(namespace: string): boolean {
    return this.#snapshot.catalogue.has(Buffer.from(`=${namespace}`));
  }
}
