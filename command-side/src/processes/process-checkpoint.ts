import { randomUUID } from 'node:crypto';
import { BACKWARDS, END, jsonEvent, StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import { z } from 'zod';

/** Of the checkpoints that a process wrote, so many are kept. */
const KEPT = 5;

const checkpoint = z.object({ position: z.string().regex(/^\d+$/) });

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

  /** Position of the last event that was dealt with; undefined before the first. */
  async load(): Promise<bigint | undefined> {
    let position: bigint | undefined;
    try {
      const newest = this.#client.readStream(this.#streamId, { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
      // Read to its end: a read that is left early keeps the client from ever closing.
      for await (const { event } of newest) if (event) position = BigInt(checkpoint.parse(event.data).position);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return position;
  }

  async save(position: bigint): Promise<void> {
    if (!this.#prepared) {
      await this.#client.setStreamMetadata(this.#streamId, { maxCount: KEPT });
      this.#prepared = true;
    }
    await this.#client.appendToStream(
      this.#streamId,
      jsonEvent({ id: randomUUID(), type: 'ProcessCheckpoint', data: { position: position.toString() } }),
    );
  }
}
