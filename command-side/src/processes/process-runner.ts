import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient, PersistentSubscriptionToAll, ResolvedEvent } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import { isStoreFailure, toRecorded, Unavailable, type Logger, type StoredEvent } from '@storefold/platform';
import { Acknowledgements } from './acknowledgements.js';
import { Parking } from './parking.js';
import { ProcessGroup } from './process-group.js';

export type ProcessRunnerOptions = {
  readonly name: string;
  readonly client: EventStoreDBClient;
  readonly eventTypes: readonly string[];
  /** Must be repeat-safe, and tolerate any order: see the class `ProcessGroup`. */
  readonly handle: (event: Recorded) => Promise<void>;
  /** Events of one key that this instance has in hand are handled in turn, those of different keys side by side. */
  readonly keyOf: (event: StoredEvent) => string;
  /** Whether anything is to be done about an event: else it is acknowledged at once, ahead of those it would wait for. @default of all */
  readonly asks?: (event: Recorded) => boolean;
  /** Whether somebody decided that nothing is done about an event; asked of those that were parked. @default of none */
  readonly isSkipped?: (eventId: string) => Promise<boolean>;
  /** So many events are in hand at a time. Few leave more room to what shoppers wait for. @default 64 */
  readonly inHand?: number;
  /** Where a process begins that never ran. @default 'start', of the log */
  readonly begin?: 'start' | 'now';
  /** Milliseconds until what was parked is offered again: doubling from the first to the most. */
  readonly replayMs?: { readonly first: number; readonly most: number };
  readonly logger: Logger;
};

export type RunningProcess = {
  /** Undefined when well, else what is wrong. */
  readonly trouble: () => string | undefined;
  /** Whether what is not in trouble is dealt with all the same. */
  readonly goesOn: () => boolean;
  readonly close: () => Promise<void>;
};
/** `begun` resolves once the subscription exists: what happens after that is handled, whatever becomes of this instance. */
export type StartedProcess = RunningProcess & { readonly begun: Promise<void> };

/** An event that was offered, and whom to tell. */
type InHand = { offered: ResolvedEvent; tell: Acknowledgements };
/** Reads an event as one of the shop. @throws UnreadableEvent, each time it is asked */
type Reading = () => Recorded;

const IN_HAND = 64;
const RETRY_MS = { first: 100, most: 10_000 };
/** An event that fails for a reason of its own is tried so often, then parked. */
const TRIES = 4;
/** The last acknowledgements are on their way for so long before the subscription is left. */
const FAREWELL_MS = 20;

const isImported = ({ metadata }: StoredEvent): boolean =>
  typeof metadata === 'object' && metadata !== null && 'origin' in metadata && metadata.origin === 'import';

/** Reading an event costs as much as much of what follows from it: what could be read is not read again. */
const readingOf = (event: StoredEvent): Reading => {
  let recorded: Recorded | undefined;
  return () => (recorded ??= toRecorded(event));
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether a failure is everybody's: a store is away, and the next event would fail just so. */
const isEverybodys = (error: unknown): boolean => error instanceof Unavailable || isStoreFailure(error);

/**
 * Takes the live events of some types from the process's persistent subscription and handles each at least once. Nothing is
 * skipped: while a store is away events are held until it is back; an event that fails for another reason is parked after
 * some tries and offered again at intervals, and the others go on. Readiness says so.
 */
export const startProcess = (options: ProcessRunnerOptions): StartedProcess => {
  const { name, client, keyOf, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const group = new ProcessGroup(client, name, options.eventTypes);
  /** What holds everything now, by key. */
  const failing = new Map<string, string>();
  const parking = new Parking(group, {
    ...{ signal, logger, process: name },
    ...(options.replayMs === undefined ? {} : { replayMs: options.replayMs }),
  });
  /**
   * Events that are in hand, by id. One that is offered again meanwhile is the same one; who offered it last, after a connection
   * broke, is told what became of it.
   */
  const inHand = new Map<string, InHand>();
  const tails = new Map<string, Promise<void>>();
  const pauseFor = (milliseconds: number) => sleep(milliseconds, undefined, { signal }).catch(() => undefined);

  /** Until it is dealt with, or given up for a reason of its own; undefined when the process stops first. */
  const deal = async (key: string, reading: Reading): Promise<'done' | { readonly why: string } | undefined> => {
    for (let [tries, pause] = [1, RETRY_MS.first]; !signal.aborted; pause = Math.min(pause * 2, RETRY_MS.most)) {
      try {
        await options.handle(reading());
        failing.delete(key);
        parking.well(key);
        return 'done';
      } catch (error) {
        const why = reasonOf(error);
        const hold = isEverybodys(error) || parking.isFull;
        if (hold) failing.set(key, why);
        else {
          failing.delete(key);
          parking.ill(key, why);
          if (tries++ >= TRIES) return { why };
        }
        logger.error({ process: name, key, reason: why, retryInMs: pause }, 'a process failed and tries again');
        await pauseFor(pause);
      }
    }
    return undefined;
  };

  const take = async (key: string, eventId: string, reading: Reading, held: InHand) => {
    // Only what was parked comes by a link.
    const isSkipped = held.offered.link !== undefined && (await options.isSkipped?.(eventId).catch(() => false));
    if (isSkipped === true) parking.well(key);
    const outcome = isSkipped === true ? 'done' : await deal(key, reading);
    const { offered, tell } = held;
    if (outcome === 'done') tell.done(offered);
    else if (outcome === undefined) await tell.leave(offered);
    else {
      logger.error({ process: name, key, reason: outcome.why }, 'a process parked an event');
      await tell.park(offered, outcome.why);
      parking.more();
    }
  };

  const asksNothing = (reading: Reading): boolean => {
    try {
      return options.asks !== undefined && !options.asks(reading());
    } catch {
      // What cannot be read fails when its turn comes, and is parked with the reason.
      return false;
    }
  };

  const onOffer = (offered: ResolvedEvent, tell: Acknowledgements): void => {
    const { event } = offered;
    // Gone from the log since it was parked: it needs nothing any more.
    if (!event || isImported(event)) {
      tell.done(offered);
      return;
    }
    const reading = readingOf(event);
    if (asksNothing(reading)) {
      tell.done(offered);
      return;
    }
    const known = inHand.get(event.id);
    if (known) {
      Object.assign(known, { offered, tell });
      return;
    }
    const key = keyOf(event);
    const held: InHand = { offered, tell };
    inHand.set(event.id, held);
    const taken: Promise<void> = (tails.get(key) ?? Promise.resolve())
      .then(() => take(key, event.id, reading, held))
      .finally(() => {
        inHand.delete(event.id);
        if (tails.get(key) === taken) tails.delete(key);
      });
    tails.set(key, taken);
  };

  /** Follows one connection until it ends, and says why. */
  const follow = async (subscription: PersistentSubscriptionToAll): Promise<string> => {
    const tell = new Acknowledgements(subscription);
    subscription.on('data', (offered: ResolvedEvent) => {
      onOffer(offered, tell);
    });
    const why = await new Promise<string>((resolve) => {
      subscription.on('error', (error) => {
        resolve(error.message);
      });
      subscription.on('end', () => {
        resolve('the server ended it');
      });
      if (signal.aborted) resolve('it stops');
      const stop = () => {
        resolve('it stops');
      };
      signal.addEventListener('abort', stop, { once: true });
      subscription.once('close', () => {
        signal.removeEventListener('abort', stop);
      });
    });
    subscription.pause();
    if (signal.aborted) {
      await Promise.all(tails.values());
      await tell.flush();
      await sleep(FAREWELL_MS);
    }
    await subscription.unsubscribe().catch(() => undefined);
    subscription.destroy();
    return why;
  };

  let hasBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    hasBegun = resolve;
  });
  // Asked through a function: the compiler would else take the first answer for good.
  const stops = () => signal.aborted;
  const run = async (): Promise<void> => {
    for (let pause = RETRY_MS.first; !stops(); pause = Math.min(pause * 2, RETRY_MS.most)) {
      const began = Date.now();
      let why: string;
      try {
        await group.ensure(options.begin ?? 'start');
        hasBegun();
        failing.delete('subscription');
        parking.look();
        why = await follow(group.subscribe(options.inHand ?? IN_HAND));
      } catch (error) {
        why = reasonOf(error);
      }
      if (stops()) return;
      if (Date.now() - began > RETRY_MS.most) pause = RETRY_MS.first;
      failing.set('subscription', why);
      logger.warn({ process: name, reason: why, retryInMs: pause }, 'the subscription ended; subscribing again');
      await pauseFor(pause);
    }
  };

  const running = run();
  const replaying = parking.run();
  return {
    begun,
    trouble: () => {
      for (const [key, reason] of failing) return `${name} is stuck at ${key}: ${reason}`;
      const ill = parking.trouble();
      return ill === undefined ? undefined : `${name} is stuck at ${ill}`;
    },
    goesOn: () => failing.size === 0,
    close: async () => {
      stopping.abort();
      hasBegun();
      await running;
      await replaying;
    },
  };
};
