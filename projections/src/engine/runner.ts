import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import { toRecorded, type LogEntry, type Logger, type Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import { Builds } from './builds.js';
import { Checkpoints } from './checkpoints.js';
import { Lane } from './lane.js';
import type { Leases } from './leases.js';
import { Ownership } from './ownership.js';
import { tend } from './tending.js';
import type { Unit } from './unit.js';
import type { AtStep } from './view-writer.js';
import type { AnyView } from './view.js';

export type RunnerOptions = {
  readonly client: EventStoreDBClient;
  readonly db: Db;
  readonly shop: Shop;
  readonly views: readonly AnyView[];
  readonly logger: Logger;
  /** Shares the work with other processes; without it, everything is folded here. */
  readonly leases?: Leases;
  /** Largest batch; large batches fold many events of one document into one write. @default 4000 */
  readonly maxBatch?: number;
  /** How often it looks what others did, milliseconds. @default 1000 */
  readonly lookMs?: number;
  /** How events of the log are read. @default those of the shop */
  readonly read?: (entry: LogEntry) => Recorded;
  readonly now?: () => Date;
  /** Called at a look at which there is no trouble: whatever was wrong before is over. */
  readonly onWell?: () => void;
  /** Specs crash the runner at named steps. */
  readonly atStep?: AtStep;
};

/** What is known of one unit's progress. */
export type ViewProgress = {
  readonly view: string;
  readonly unit: string;
  readonly version: number;
  readonly position: bigint;
  readonly considered: bigint;
  readonly foldedEvents: number;
  readonly caughtUp: boolean;
  /** When the newest event was recorded that its lane folded, ISO 8601. */
  readonly newestRecordedAt: string | undefined;
  /** Mean distance of events in the log as read so far. */
  readonly bytesPerEvent: number;
  /** Whether events wait behind dead letters. */
  readonly waits: boolean;
};

const MAX_BATCH = 4_000;
const LOOK_MS = 1_000;
/** A connection to the log that is made again within this is no trouble. */
const LOST_AFTER_MS = 1_000;
/** Units that are further apart than this (bytes of log) read the log apart, so that none waits for what it had. */
const TOGETHER = 1_000_000n;

/**
 * Folds the log into views, on this process's share of them. Units that are about equally far read the log together; one that is
 * behind (a new build) reads alone until it has come up. A crash at any point repeats work and changes nothing, see `ViewWriter`.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #ownership: Ownership;
  readonly #checkpoints: Checkpoints;
  #lanes: readonly Lane[] = [];
  #failure: string | undefined;
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #lastLookAt = Date.now();
  readonly #end: {
    readonly promise: Promise<void>;
    readonly resolve: () => void;
    readonly reject: (why: unknown) => void;
  };

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#checkpoints = new Checkpoints(options.db);
    const builds = new Builds(options.db);
    this.#ownership = new Ownership({ ...options, builds, now: this.#now });
    let settle: { resolve: () => void; reject: (why: unknown) => void } | undefined;
    const promise = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    // A runner that nobody waits for must not end the process.
    promise.catch(() => undefined);
    if (!settle) throw new Error('a promise runs its function at once');
    this.#end = { promise, ...settle };
  }

  readonly #now = (): Date => this.#options.now?.() ?? new Date();

  /** Makes indexes, checks that the log is the one that was folded before, and begins to follow it. @throws ForeignLog */
  async start(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      // What had begun by then ends too: whoever tries again makes another runner.
      await this.#fail(error);
      throw error;
    }
    this.#again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking.catch(() => undefined);
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    // While the store is away, leases end by themselves.
    await this.#ownership.leave().catch(() => undefined);
    this.#end.resolve();
  }

  /** Resolves when following was stopped, rejects with what made it fail. */
  ended(): Promise<void> {
    return this.#end.promise;
  }

  /** Why the views cannot be relied on; undefined when all is well. Judged by progress, not by a process being alive. */
  trouble(stuckAfterMs = 30_000): string | undefined {
    if (this.#failure !== undefined) return this.#failure;
    const now = Date.now();
    for (const { busySince, lostSince, units } of this.#lanes) {
      if (lostSince !== undefined && now - lostSince > LOST_AFTER_MS)
        return `the event store cannot be read for ${seconds(now - lostSince)} s`;
      if (busySince === undefined || now - busySince <= stuckAfterMs) continue;
      const names = [...units].map(({ name }) => name).join(', ');
      return `no batch was finished for ${seconds(now - busySince)} s, of ${names}`;
    }
    if (now - this.#lastLookAt > stuckAfterMs)
      return `the registry was not read for ${seconds(now - this.#lastLookAt)} s`;
    const behind = this.#units().some(({ build, hasCaughtUp }) => build.state === 'live' && !hasCaughtUp);
    return behind ? 'folding the history; the head of the log is not reached yet' : undefined;
  }

  progress(): readonly ViewProgress[] {
    return this.#lanes.flatMap(({ units, newestRecordedAt, bytesPerEvent }) =>
      [...units].map(({ name, view, checkpoint, folded, hasCaughtUp, quarantine }) => ({
        ...{
          view: view.name,
          unit: name,
          version: view.version,
          newestRecordedAt,
          bytesPerEvent,
          caughtUp: hasCaughtUp,
        },
        ...{ position: checkpoint.position, considered: checkpoint.considered, foldedEvents: folded },
        waits: !quarantine.isEmpty,
      })),
    );
  }

  /** Looks now what there is to do, instead of in a while. */
  async look(): Promise<void> {
    const looked = this.#looking.catch(() => undefined).then(() => this.#look());
    this.#looking = looked;
    await looked;
  }

  #units(): readonly Unit[] {
    return this.#lanes.flatMap(({ units }) => [...units]);
  }

  #again(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.look().then(
        () => {
          this.#again();
        },
        (error: unknown) => {
          void this.#fail(error);
        },
      );
    }, this.#options.lookMs ?? LOOK_MS);
  }

  async #fail(error: unknown): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#failure = error instanceof Error ? error.message : String(error);
    clearTimeout(this.#timer);
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    await this.#ownership.leave().catch(() => undefined);
    this.#end.reject(error);
  }

  /** Takes what is to be folded here and lets go of what is not; sees to builds and to what somebody asked for. */
  async #look(): Promise<void> {
    const { taken, dropped } = await this.#ownership.settle(this.#units());
    for (const lane of this.#lanes) for (const unit of dropped) lane.units.delete(unit);
    for (const unit of dropped) await this.#ownership.release(unit, this.#restOf(unit));
    if (this.#stopped) return;
    for (const units of together(taken)) this.#open(units);
    this.#join();
    await tend({ ...this.#options, now: this.#now, lanes: this.#lanes, checkpoints: this.#checkpoints });
    this.#lastLookAt = Date.now();
    if (this.trouble() === undefined) this.#options.onWell?.();
  }

  /** Until no batch is in hand in which the unit may have a part. */
  #restOf(unit: Unit): Promise<void> {
    return Promise.all(this.#lanes.map((lane) => lane.between(() => Promise.resolve()).catch(() => undefined))).then(
      () => {
        this.#options.logger.info({ unit: unit.name }, 'the unit is folded here no more');
      },
    );
  }

  #open(units: readonly Unit[]): void {
    const { client, logger, maxBatch = MAX_BATCH, read = toRecorded } = this.#options;
    const from = units.reduce<bigint>(
      (least, { checkpoint }) => (checkpoint.considered < least ? checkpoint.considered : least),
      units[0]?.checkpoint.considered ?? -1n,
    );
    const onFenced = ({ name }: Unit) => {
      logger.warn({ unit: name }, 'another process folds this unit by now; left to it');
    };
    // What is in memory is bounded for all lanes together.
    const share = () => 1 / Math.max(1, this.#lanes.length);
    const lane = new Lane(
      { client, logger, maxBatch, share, read, onFenced, checkpoints: this.#checkpoints },
      units,
      from,
    );
    this.#lanes = [...this.#lanes, lane];
    lane.start();
    lane.ended().catch((error: unknown) => this.#fail(error));
  }

  /** Lanes that have come up to the foremost one end, and their units go on in it. */
  #join(): void {
    const full = this.#lanes.filter(({ units }) => units.size > 0);
    const [first, ...others] = [...full].sort((a, b) => (a.considered < b.considered ? 1 : -1));
    const done = this.#lanes.filter(({ units }) => units.size === 0);
    for (const lane of others) if (lane.hasCaughtUp && first?.takeOver(lane)) done.push(lane);
    if (done.length === 0) return;
    this.#lanes = this.#lanes.filter((lane) => !done.includes(lane));
    for (const lane of done) void lane.stop();
  }
}

const seconds = (milliseconds: number): string => Math.round(milliseconds / 1000).toString();

/** Units that are about equally far, in groups. */
const together = (units: readonly Unit[]): readonly (readonly Unit[])[] => {
  const groups: Unit[][] = [];
  for (const unit of [...units].sort((a, b) => (a.checkpoint.considered > b.checkpoint.considered ? -1 : 1))) {
    const [first] = groups.at(-1) ?? [];
    if (first && first.checkpoint.considered - unit.checkpoint.considered <= TOGETHER) groups.at(-1)?.push(unit);
    else groups.push([unit]);
  }
  return groups;
};
