import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { CheckpointDocument, Recorded } from '@storefold/contracts';
import { followLog, type LogEntry, type Logger } from '@storefold/platform';
import type { Checkpoints } from './checkpoints.js';
import { gatherMs } from './gathering.js';
import { Noting } from './noting.js';
import { offer, type Offered } from './quarantine.js';
import type { Unit } from './unit.js';

/** Of an event with its metadata, before any was read. */
const TYPICAL_BYTES = 800;
/** How often it is noted that the log was looked at and held nothing of the shop's. */
const CONSIDERED_EVERY_MS = 1_000;
/** Whoever waits for a view to have seen an event waits as much longer, while much comes in. */
const NOTED_EVERY_MS = 20;
export type LaneOptions = {
  readonly client: EventStoreDBClient;
  readonly checkpoints: Checkpoints;
  readonly maxBatch: number;
  /** Which part of a batch is this lane's, where several read at once. */
  readonly share: () => number;
  readonly read: (entry: LogEntry) => Recorded;
  /** Another process folds the unit by now. */
  readonly onFenced: (unit: Unit) => void;
  readonly logger: Logger;
};

/** One reading of the log, and the units that are folded from it: those that are about equally far. */
export class Lane {
  readonly units = new Set<Unit>();
  readonly #options: LaneOptions;
  readonly #stop = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
  readonly #noting: Noting;
  /** Also those that were folded here and are let go of since: what they came to is noted all the same. */
  readonly #unnoted = new Set<Unit>();
  #noteFailure: { readonly error: unknown } | undefined;
  #tookAt = performance.now();
  #busySince: number | undefined;
  #consideredWrittenAt = 0;
  #considered: bigint;
  #newestRecordedAt: string | undefined;
  #lostSince: number | undefined;
  readonly #read = { events: 0, from: -1n };
  hasCaughtUp = false;

  /** @param from how far the unit that is furthest behind has considered the log */
  constructor(options: LaneOptions, units: readonly Unit[], from: bigint) {
    this.#options = options;
    this.#considered = from;
    for (const unit of units) this.units.add(unit);
    this.#noting = new Noting({
      write: () => this.#note(),
      everyMs: NOTED_EVERY_MS,
      onFailed: (error) => {
        this.#noteFailure = { error };
        this.#stop.abort();
      },
    });
  }

  /** How far all that is in this lane was looked at. */
  get considered(): bigint {
    return this.#considered;
  }

  /** Since when the batch in hand, or its note, is in hand (milliseconds, as of `Date.now`); undefined while there is none. */
  get busySince(): number | undefined {
    return this.#busySince ?? this.#noting.writingSince;
  }

  /** Since when the log cannot be followed (milliseconds, as of `Date.now`); undefined while it can. */
  get lostSince(): number | undefined {
    return this.#lostSince;
  }

  /** When the newest event was recorded that was folded here, ISO 8601. */
  get newestRecordedAt(): string | undefined {
    return this.#newestRecordedAt;
  }

  /** Mean distance between the events that were read, as far as any were. */
  get bytesPerEvent(): number {
    return this.#read.events === 0 ? TYPICAL_BYTES : Number(this.#considered - this.#read.from) / this.#read.events;
  }

  start(): void {
    const { client, maxBatch, share, logger } = this.#options;
    this.#running = followLog({
      client,
      from: this.#considered < 0n ? undefined : this.#considered,
      ...{ maxBatch, share, logger, signal: this.#stop.signal },
      onBatch: (entries, considered, isFull) => this.#take(entries, considered, isFull),
      onCaughtUp: () => {
        this.#lostSince = undefined;
        this.hasCaughtUp = true;
        for (const unit of this.units) unit.hasCaughtUp = true;
      },
      onLost: () => {
        this.#lostSince ??= Date.now();
      },
    }).then(() => {
      if (this.#noteFailure) throw this.#noteFailure.error;
    });
    // Whoever waits for the end hears of the failure.
    this.#running.catch(() => undefined);
  }

  /** Resolves when it was stopped, rejects with what made it fail. */
  ended(): Promise<void> {
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running.catch(() => undefined);
    await this.#turn.catch(() => undefined);
    await this.#noting.settled();
  }

  /** Does something with a unit's documents while no batch is in hand, and all that were folded are noted. */
  between<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#inTurn(async () => {
      await this.#noting.settled();
      return work();
    });
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turn.catch(() => undefined).then(work);
    this.#turn = turn;
    return turn;
  }

  /** Takes over another's units, where both rest and nothing lies between them. @returns whether it did */
  takeOver(other: Lane): boolean {
    // What the other still writes would put a checkpoint back that was written from here.
    if (this.#busySince !== undefined || other.busySince !== undefined) return false;
    for (const { checkpoint } of other.units) if (checkpoint.considered < this.#considered) return false;
    for (const unit of other.units) this.units.add(unit);
    other.units.clear();
    return true;
  }

  async #take(entries: readonly LogEntry[], considered: bigint, isFull: boolean): Promise<void> {
    this.#lostSince = undefined;
    const now = performance.now();
    const pause = isFull ? 0 : gatherMs(entries.length, now - this.#tookAt);
    this.#tookAt = now;
    await this.#inTurn(() =>
      this.#fold(
        entries.map((entry) => offer(entry, this.#options.read)),
        considered,
      ),
    );
    if (pause > 0) await sleep(pause, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  async #fold(batch: readonly Offered[], considered: bigint): Promise<void> {
    this.#busySince = Date.now();
    const units = [...this.units];
    await Promise.all(units.map((unit) => unit.take(batch, considered)));
    if (this.#read.events === 0) this.#read.from = this.#considered;
    this.#read.events += batch.length;
    this.#considered = considered;
    const last = batch.at(-1);
    if (last) this.#newestRecordedAt = 'event' in last ? last.event.recordedAt : last.entry.created.toISOString();
    this.#busySince = undefined;
    const now = Date.now();
    if (batch.length === 0 && now - this.#consideredWrittenAt < CONSIDERED_EVERY_MS) return;
    this.#consideredWrittenAt = now;
    for (const unit of units) this.#unnoted.add(unit);
    this.#noting.soon();
  }

  async #note(): Promise<void> {
    const units = [...this.#unnoted];
    this.#unnoted.clear();
    const checkpoints = new Map<string, CheckpointDocument>(units.map(({ name, checkpoint }) => [name, checkpoint]));
    const fenced = await this.#options.checkpoints.write(checkpoints);
    for (const unit of units) {
      if (!fenced.includes(unit.name)) continue;
      this.units.delete(unit);
      this.#options.onFenced(unit);
    }
  }
}
