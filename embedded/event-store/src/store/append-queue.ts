import { LogClosed, type SegmentLog } from '../log/segment-log.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import type { Expected } from './append-rules.js';
import type { DiskNews } from './disk-news.js';

export type AppendOutcome =
  | {
      readonly kind: 'appended';
      readonly revision: number;
      readonly position: number;
      /** A repeat of what was deleted since: its position is not told, because nobody can read there. */
      readonly unreadable?: true;
    }
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'deleted' };

export type Write = {
  readonly kind: 'append' | 'delete' | 'tombstone';
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
};

/** An outcome, with the frames that the disk must have before anybody may hear of it. */
export type Decided = { readonly outcome: AppendOutcome; readonly frames: readonly Buffer[] };

/** What of events is written. */
export type Appended = Decided & { readonly outcome: Extract<AppendOutcome, { kind: 'appended' }> };

type Waiting = {
  readonly write: Write | 'seal';
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
};

type Parts = {
  readonly log: SegmentLog;
  /** Decides a write, and stages what it writes at an offset of the log. */
  readonly decide: (write: Write, offset: number) => Decided;
  /** What was staged is on disk. */
  readonly publish: () => void;
  /** What was staged is not. */
  readonly retract: () => void;
  /** A segment was sealed. */
  readonly sealed: () => void;
  readonly disk: DiskNews;
};

/** Writes, or bytes of frames, that one sync carries at the most: bounds how long the first of them waits. */
const BATCH = { writes: 1_000, bytes: 8 * 1024 * 1024 };
const NOTHING: AppendOutcome = { kind: 'appended', revision: -1, position: 0 };

/** Writes that wait: they are decided one after another, and what came meanwhile shares the next sync. */
export class AppendQueue {
  readonly #parts: Parts;
  #waiting: Waiting[] = [];
  #writing = false;
  #closed = false;
  #onIdle: (() => void)[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  submit(write: Write): Promise<AppendOutcome> {
    return this.#add(write);
  }

  /** Seals the segment that is written to, in its turn among the writes. */
  async seal(): Promise<void> {
    await this.#add('seal');
  }

  async #idle(): Promise<void> {
    if (this.#writing) await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  /** Takes nothing more; resolves when all that was taken is written. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#idle();
  }

  #add(write: Write | 'seal'): Promise<AppendOutcome> {
    if (this.#closed) return Promise.reject(new LogClosed());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (this.#writing) return;
      this.#writing = true;
      setImmediate(() => void this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const first = this.#waiting[0];
      if (this.#parts.log.isFull || first?.write === 'seal') {
        const sealed = this.#seal();
        if (first?.write === 'seal') {
          this.#waiting.shift();
          if (sealed === undefined) first.resolve(NOTHING);
          else first.reject(sealed);
          continue;
        }
        if (sealed !== undefined) {
          for (const { reject } of this.#waiting.splice(0)) reject(sealed);
          continue;
        }
      }
      await this.#writeBatch();
    }
    // In the same turn as the last look at what waits: what comes after it begins anew.
    this.#writing = false;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** @returns what hindered it */
  #seal(): unknown {
    const before = this.#parts.log.sealed.length;
    try {
      this.#parts.log.seal();
    } catch (error) {
      this.#parts.disk.refused(error);
      return error;
    }
    if (this.#parts.log.sealed.length > before) this.#parts.sealed();
    return undefined;
  }

  async #writeBatch(): Promise<void> {
    const { log, disk } = this.#parts;
    const frames: Buffer[] = [];
    const batch: { readonly waiting: Waiting; readonly outcome: AppendOutcome }[] = [];
    let bytes = 0;
    let taken = 0;
    for (const waiting of this.#waiting) {
      if (taken >= BATCH.writes || bytes >= BATCH.bytes || waiting.write === 'seal') break;
      taken++;
      try {
        const decided = this.#parts.decide(waiting.write, log.end + bytes);
        for (const frame of decided.frames) {
          frames.push(frame);
          bytes += frame.length;
        }
        batch.push({ waiting, outcome: decided.outcome });
      } catch (error) {
        waiting.reject(error);
      }
    }
    this.#waiting = this.#waiting.slice(taken);
    try {
      if (frames.length > 0) await log.append(frames);
    } catch (error) {
      this.#parts.retract();
      for (const { waiting } of batch) waiting.reject(error);
      disk.refused(error);
      return;
    }
    if (frames.length > 0) {
      disk.taken();
      this.#parts.publish();
    }
    for (const { waiting, outcome } of batch) waiting.resolve(outcome);
  }
}
