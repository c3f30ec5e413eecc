import { randomUUID } from 'node:crypto';
import { BACKWARDS, END, jsonEvent, StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import type { StoredEvent } from '@storefold/platform';
import { z } from 'zod';
import type { Place } from './set-aside.js';

/** Of the checkpoints that a process wrote, so many are kept. */
const KEPT = 5;

const digits = z.string().regex(/^\d+$/);
const checkpoint = z.object({
  position: digits,
  /** Events up to there that were not dealt with. */
  setAside: z.array(z.object({ streamId: z.string(), revision: digits })).default([]),
});

/** How far a process has come: every event up to `position` was dealt with, but for those that were set aside. */
export type Progress = { readonly position: bigint; readonly setAside: readonly StoredEvent[] };

/**
 * How far a process has come in the log, kept as events of a stream of its own: the process needs no other store, and a
 * log that is copied or restored takes its checkpoint along.
 */
export class ProcessCheckpoint {
  readonly #client: EventStoreDBClient;
  readonly #streamId: string;
  #prepared = false;

  constructor(client: EventStoreDBClient, process: string) {
    this.#client = client;
    this.#streamId = `process-${process}`;
  }

  /** Undefined before the first. An event that was set aside and is gone from the log needs nothing any more. */
  async load(): Promise<Progress | undefined> {
    const [newest] = await this.#read(this.#streamId, { direction: BACKWARDS, fromRevision: END });
    if (!newest) return undefined;
    const { position, setAside } = checkpoint.parse(newest.data);
    const events: StoredEvent[] = [];
    for (const { streamId, revision } of setAside) {
      const found = await this.#read(streamId, { fromRevision: BigInt(revision) });
      events.push(...found.filter((event) => event.revision === BigInt(revision)));
    }
    return { position: BigInt(position), setAside: events };
  }

  async save(position: bigint, setAside: readonly Place[]): Promise<void> {
    if (!this.#prepared) {
      await this.#client.setStreamMetadata(this.#streamId, { maxCount: KEPT });
      this.#prepared = true;
    }
    const places = setAside.map(({ streamId, revision }) => ({ streamId, revision: revision.toString() }));
    await this.#client.appendToStream(
      this.#streamId,
      jsonEvent({
        id: randomUUID(),
        type: 'ProcessCheckpoint',
        data: { position: position.toString(), ...(places.length === 0 ? {} : { setAside: places }) },
      }),
    );
  }

  /** At most one event. */
  async #read(
    streamId: string,
    from: { readonly direction?: typeof BACKWARDS; readonly fromRevision: bigint | typeof END },
  ): Promise<readonly StoredEvent[]> {
    const found: StoredEvent[] = [];
    try {
      // Read to its end: a read that is left early keeps the client from ever closing.
      for await (const { event } of this.#client.readStream(streamId, { ...from, maxCount: 1 }))
        if (event) found.push(event);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return found;
  }
}
