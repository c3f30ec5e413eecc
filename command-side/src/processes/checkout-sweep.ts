import { setTimeout as sleep } from 'node:timers/promises';
import type { DataOf } from '@storefold/contracts';
import type { Logger } from '@storefold/platform';
import { deriveId } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { Timers } from '../timers/timers.js';
import type { RunningProcess } from './process-runner.js';
import type { Because } from './because.js';

/** A timer may be set a moment after its minute came, by a machine whose clock is behind: minutes are read again for so long. */
const GRACE_MS = 120_000;
/** A shop that never fired a timer looks so far back. */
const FIRST_LOOK_MS = 24 * 60 * 60_000;
/**
 * How far it came is kept so often: soon after something was done, else seldom, as each is an event of the log for ever.
 * Looking at a minute again does nothing.
 */
const KEPT_EVERY_MS = { busy: 60_000, idle: 60 * 60_000 };

/** Does what a timer is for. Must be repeat-safe. */
export type FireTimer = (timer: DataOf<'TimerSet'>, because: Because) => Promise<void>;

/**
 * Ends every checkout whose time is over, and does whatever else timers are set for: see `due-timers.ts`. It reads the
 * timers' own streams and asks no subscription, so that one which is
 * stuck or was never made holds no stock for ever. Run twice, it does nothing twice.
 */
export class CheckoutSweep {
  readonly #timers: Timers;
  readonly #fire: FireTimer;
  readonly #clock: Clock;
  /** Everything due before it was dealt with. */
  #from: Date | undefined;
  #keptAt = 0;
  #busy = false;
  readonly #done = new Map<string, string>();

  constructor(timers: Timers, fire: FireTimer, clock: Clock) {
    this.#timers = timers;
    this.#fire = fire;
    this.#clock = clock;
  }

  /**
   * Looks once at what is due.
   *
   * @returns how many timers it fired
   * @throws whatever the first of them that fails throws, when the others were dealt with
   */
  async pass(): Promise<number> {
    const now = this.#clock();
    const from = this.#from ?? (await this.#begin(now));
    const timers = await this.#timers.between(from, new Date(now));
    const due = timers.filter(({ timerId, dueAt }) => dueAt <= now && !this.#done.has(timerId));
    const failures: unknown[] = [];
    for (const timer of due) {
      const { timerId, orderId, dueAt } = timer;
      try {
        const $correlationId = orderId === undefined ? `timer-${timerId}` : `checkout-${orderId}`;
        await this.#fire(timer, { eventId: timerId, metadata: { $correlationId } });
        this.#done.set(timerId, dueAt);
        this.#busy = true;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    await this.#moveOn(now);
    return due.length;
  }

  async #begin(now: string): Promise<Date> {
    const through = await this.#timers.firedThrough();
    // A shop that never looked notes at once that it did, so that it looks so far back once.
    if (through !== undefined) this.#keptAt = Date.parse(now);
    this.#from = through === undefined ? new Date(Date.parse(now) - FIRST_LOOK_MS) : new Date(through);
    return this.#from;
  }

  /** What is done is remembered for as long as its minute is read again. */
  async #moveOn(now: string): Promise<void> {
    const from = new Date(Date.parse(now) - GRACE_MS);
    this.#from = from;
    const oldest = new Date(Math.floor(from.getTime() / 60_000) * 60_000).toISOString();
    for (const [timerId, dueAt] of this.#done) if (dueAt < oldest) this.#done.delete(timerId);
    if (Date.parse(now) - this.#keptAt < KEPT_EVERY_MS[this.#busy ? 'busy' : 'idle']) return;
    await this.#timers.fired(oldest, {
      commandId: deriveId('timers-fired', oldest),
      actor: { kind: 'process', id: 'checkout-sweep' },
      occurredAt: now,
      origin: 'live',
      correlationId: 'timers',
    });
    this.#keptAt = Date.parse(now);
    this.#busy = false;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Sweeps at intervals until it is closed. It says that it is in trouble while a pass fails, and tries again. */
export const startSweep = (
  sweep: CheckoutSweep,
  { logger, everyMs = 500 }: { readonly logger: Logger; readonly everyMs?: number },
): RunningProcess => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let trouble: string | undefined;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await sweep.pass();
        trouble = undefined;
      } catch (error) {
        if (trouble === undefined)
          logger.error({ reason: reasonOf(error) }, 'the checkout sweep failed and tries again');
        trouble = `the checkout sweep failed: ${reasonOf(error)}`;
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    trouble: () => trouble,
    goesOn: () => true,
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
