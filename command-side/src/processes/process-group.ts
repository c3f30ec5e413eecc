import { createHash } from 'node:crypto';
import {
  BACKWARDS,
  END,
  ErrorType,
  eventTypeFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
  START,
  StreamNotFoundError,
  UNBOUNDED,
  type EventStoreDBClient,
  type PersistentSubscriptionToAllInfo,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { z } from 'zod';

/** An event that is in hand for longer is offered again, to whichever instance has room. */
const OFFERED_AGAIN_MS = 60_000;
/** We park what we give up; that the store does so of itself needs an instance that hangs for days. */
const MOST_OFFERS = 10_000;

/** An event that was given up: where it stands, why, and since when (ISO 8601). */
export type ParkedEvent = {
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly reason: string;
  readonly since: string;
};
/** What the store notes with an event that it parks. */
const parkedNote = z.object({ reason: z.string() });

const isOfType = (error: unknown, type: ErrorType): boolean =>
  error instanceof Error && 'type' in error && error.type === type;

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Before it subscribed, a process kept its own checkpoints in a stream. */
const olderCheckpoint = z.object({ position: z.string().regex(/^\d+$/) });

/**
 * The persistent subscription of one process, to `$all` behind a filter on event types. All instances of the process share
 * it: each event goes to one of them, and again to another where that one fell. The store keeps how far they came.
 *
 * Its name holds a hash of the event types, as a group's filter cannot be changed: a release that follows other types
 * begins a new group, from where the one before it had come.
 */
export class ProcessGroup {
  readonly #client: EventStoreDBClient;
  readonly #process: string;
  readonly #eventTypes: readonly string[];
  readonly name: string;

  constructor(client: EventStoreDBClient, process: string, eventTypes: readonly string[]) {
    this.#client = client;
    this.#process = process;
    this.#eventTypes = [...eventTypes].sort();
    const types = createHash('sha256').update(this.#eventTypes.join(',')).digest('hex').slice(0, 8);
    this.name = `${process}.${types}`;
  }

  /**
   * Creates the group where it does not exist.
   *
   * @param begin where a process begins that never ran: at the start of the log, or with what is appended from now on
   */
  async ensure(begin: 'start' | 'now'): Promise<void> {
    if ((await this.#info()) !== undefined) return;
    const from = (await this.#cameBefore()) ?? (await this.#ownCheckpoint());
    const settings = persistentSubscriptionToAllSettingsFromDefaults({
      // A group begins with the event at its position: one event comes again, which changes nothing.
      startFrom: from === undefined ? (begin === 'now' ? END : START) : { commit: from, prepare: from },
      ...{ messageTimeout: OFFERED_AGAIN_MS, maxRetryCount: MOST_OFFERS, maxSubscriberCount: UNBOUNDED },
      ...{ checkPointAfter: 1_000, checkPointLowerBound: 1, checkPointUpperBound: 1_000 },
      ...{ liveBufferSize: 1_000, historyBufferSize: 1_000, readBatchSize: 250 },
    });
    const filter = eventTypeFilter({ regex: `^(${this.#eventTypes.map(escapeRegex).join('|')})$` });
    try {
      await this.#client.createPersistentSubscriptionToAll(this.name, settings, { filter });
    } catch (error) {
      // Another instance was quicker.
      if (!isOfType(error, ErrorType.PERSISTENT_SUBSCRIPTION_EXISTS)) throw error;
    }
  }

  /** @param inHand so many events are given before the first of them is acknowledged */
  subscribe(inHand: number) {
    return this.#client.subscribeToPersistentSubscriptionToAll(this.name, { bufferSize: inHand });
  }

  /** How many events were given up and wait to be replayed. */
  async parked(): Promise<number> {
    return Number((await this.#info())?.stats.parkedMessageCount ?? 0n);
  }

  /** What was given up, oldest first. */
  async parkedEvents(): Promise<readonly ParkedEvent[]> {
    const waiting = await this.parked();
    // What was replayed meanwhile stands before what waits.
    const parked = waiting === 0 ? [] : (await this.#parkedIn(this.name)).slice(-waiting);
    return parked.flatMap(({ event, link }) => {
      if (!event) return [];
      const { id: eventId, streamId, revision, type } = event;
      const note = parkedNote.safeParse(link?.metadata);
      const reason = note.success ? note.data.reason : 'the store parked it';
      return [{ eventId, streamId, revision, type, reason, since: (link ?? event).created.toISOString() }];
    });
  }

  /** Offers again what was parked. */
  async replay(): Promise<void> {
    await this.#client.replayParkedMessagesToAll(this.name);
  }

  async #info(): Promise<PersistentSubscriptionToAllInfo | undefined> {
    try {
      return await this.#client.getPersistentSubscriptionToAllInfo(this.name);
    } catch (error) {
      if (isOfType(error, ErrorType.PERSISTENT_SUBSCRIPTION_DOES_NOT_EXIST)) return undefined;
      throw error;
    }
  }

  /** How far groups of this process came that followed other types; nothing that they parked is left behind. */
  async #cameBefore(): Promise<bigint | undefined> {
    const found: bigint[] = [];
    for (const { groupName, stats, settings } of await this.#groups()) {
      if (!groupName.startsWith(`${this.#process}.`)) continue;
      const { startFrom } = settings;
      const began = typeof startFrom === 'object' ? startFrom.commit : undefined;
      const came = stats.lastCheckpointedEventPosition?.commit ?? began ?? 0n;
      const parked = stats.parkedMessageCount > 0n ? await this.#oldestParked(groupName) : undefined;
      found.push(parked !== undefined && parked < came ? parked : came);
    }
    return found.reduce<bigint | undefined>(
      (most, each) => (most === undefined || each > most ? each : most),
      undefined,
    );
  }

  async #groups(): Promise<readonly PersistentSubscriptionToAllInfo[]> {
    try {
      return await this.#client.listPersistentSubscriptionsToAll();
    } catch (error) {
      if (isOfType(error, ErrorType.PERSISTENT_SUBSCRIPTION_DOES_NOT_EXIST)) return [];
      throw error;
    }
  }

  async #oldestParked(group: string): Promise<bigint | undefined> {
    const positions = (await this.#parkedIn(group)).flatMap(({ event }) => event?.position?.commit ?? []);
    return positions.reduce<bigint | undefined>(
      (oldest, each) => (oldest === undefined || each < oldest ? each : oldest),
      undefined,
    );
  }

  async #parkedIn(group: string): Promise<readonly ResolvedEvent[]> {
    const found: ResolvedEvent[] = [];
    try {
      const stream = `$persistentsubscription-$all::${group}-parked`;
      for await (const parked of this.#client.readStream(stream, { resolveLinkTos: true })) found.push(parked);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return found;
  }

  async #ownCheckpoint(): Promise<bigint | undefined> {
    let found: bigint | undefined;
    try {
      const newest = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
      for await (const { event } of this.#client.readStream(`process-${this.#process}`, newest)) {
        const checkpoint = olderCheckpoint.safeParse(event?.data);
        if (checkpoint.success) found = BigInt(checkpoint.data.position);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return found;
  }
}
