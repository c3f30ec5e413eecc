import { randomUUID } from 'node:crypto';
import type { EventStore } from '../store/event-store.js';
import { systemEvent } from '../store/system-events.js';
import type { Tell } from '../tell.js';
import { scavengeSegment } from './scavenge-segment.js';

export type ScavengeResult = {
  readonly scavengeId: string;
  readonly result: 'Success' | 'Stopped' | 'Failed';
  readonly spaceSaved: number;
  readonly error?: string;
};

type Running = { readonly id: string; stopped: boolean; readonly done: Promise<ScavengeResult> };

/** Where it is kept that the log was scavenged, as in EventStoreDB. */
const STREAM = '$scavenges';

/**
 * Gives back the room of what deletes and metadata have made unreachable, while the store serves. Of a stream that is not
 * tombstoned the last event always stays, so that its revisions go on where they were.
 */
export class Scavenger {
  readonly #store: EventStore;
  readonly #tell: Tell;
  #running: Running | undefined;

  constructor(store: EventStore, tell: Tell) {
    this.#store = store;
    this.#tell = tell;
  }

  /** The scavenge that runs now. */
  get running(): string | undefined {
    return this.#running?.id;
  }

  /** Begins a scavenge; where one runs, that one is meant. `done` never rejects. */
  start(): { readonly id: string; readonly began: boolean; readonly done: Promise<ScavengeResult> } {
    if (this.#running) return { id: this.#running.id, began: false, done: this.#running.done };
    const id = randomUUID();
    const isStopped = (): boolean => this.#running?.stopped ?? true;
    const done = Promise.resolve()
      .then(() => this.#run(id, isStopped))
      .finally(() => (this.#running = undefined));
    this.#running = { id, stopped: false, done };
    return { id, began: true, done };
  }

  /** Stops a scavenge after the segment it is at, which is left as it was. @returns whether it ran */
  stop(id?: string): boolean {
    if (!this.#running || (id !== undefined && this.#running.id !== id)) return false;
    this.#running.stopped = true;
    return true;
  }

  /** Stops what runs and waits for its end. */
  async close(): Promise<void> {
    const { done } = this.#running ?? {};
    this.stop();
    await done;
  }

  async #run(id: string, isStopped: () => boolean): Promise<ScavengeResult> {
    const startedAt = performance.now();
    let spaceSaved = 0;
    let outcome: Pick<ScavengeResult, 'result' | 'error'> = { result: 'Success' };
    try {
      await this.#note('$scavengeStarted', { scavengeId: id });
      await this.#store.seal();
      const keepFrom = this.#keepFrom();
      for (const segment of this.#store.log.sealed) {
        if (isStopped()) break;
        const parts = { log: this.#store.log, index: this.#store.index, keepFrom, isStopped, tell: this.#tell };
        spaceSaved += await scavengeSegment(segment, parts);
      }
      if (isStopped()) outcome = { result: 'Stopped' };
    } catch (error) {
      outcome = { result: 'Failed', error: error instanceof Error ? error.message : String(error) };
    }
    const result = { scavengeId: id, ...outcome, spaceSaved };
    const ms = Math.round(performance.now() - startedAt);
    this.#tell(outcome.result === 'Failed' ? 'error' : 'info', 'scavenged', { ...result, ms });
    await this.#note('$scavengeCompleted', { ...result, timeTakenMs: ms }).catch(() => undefined);
    return result;
  }

  /** What stays of each stream, decided once a scavenge: it must not change in the middle of one. */
  #keepFrom(): (stream: string) => number {
    const known = new Map<string, number>();
    return (stream) => {
      const decided = known.get(stream);
      if (decided !== undefined) return decided;
      const first = this.#firstToKeep(stream);
      known.set(stream, first);
      return first;
    };
  }

  #firstToKeep(stream: string): number {
    const store = this.#store;
    if (store.isTombstoned(stream)) return Number.POSITIVE_INFINITY;
    const entry = store.index.stream(stream);
    const last = entry ? store.index.visibleEnd(entry) - 1 : 0;
    if (store.metadata(stream).softDeleted) return last;
    return Math.min(store.readable(stream)?.first ?? 0, last);
  }

  async #note(type: string, what: object): Promise<void> {
    await this.#store.append(STREAM, { kind: 'any' }, [systemEvent(type, JSON.stringify(what))]);
  }
}
