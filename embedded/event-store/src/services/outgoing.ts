import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { EventStore } from '../store/event-store.js';

/** Events that are looked at or sent in one turn of the event loop, so that one reader does not hold up the others. */
const TURN = 256;

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** What goes out to one reader, at the reader's pace: nothing is read ahead for a client that does not take it. */
export class Outgoing {
  readonly call: ReadCall;
  readonly #store: EventStore;
  readonly #stopping: AbortSignal;
  #done = 0;

  constructor(call: ReadCall, store: EventStore, stopping: AbortSignal) {
    this.call = call;
    this.#store = store;
    this.#stopping = stopping;
  }

  /** Nobody is there any more to read, or to be read from. */
  isOver(): boolean {
    return this.call.cancelled || this.call.destroyed || this.#stopping.aborted;
  }

  /** Sends a message. @returns what has to be waited for before the next one, if anything */
  write(message: Buffer): Promise<void> | undefined {
    if (this.isOver() || this.call.write(message)) return undefined;
    return this.#until('drain', () => true);
  }

  /** Counts one event that was looked at. @returns what has to be waited for, from time to time, so that others have a turn */
  counted(): Promise<void> | undefined {
    return ++this.#done % TURN === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
  }

  /**
   * Waits until something was published and `there` says that it concerns this reader, or the call is over. A server that
   * stops says `published` too, to wake its readers.
   */
  async published(there: () => boolean): Promise<void> {
    if (there() || this.isOver()) return;
    await this.#until('published', there);
  }

  #until(event: 'drain' | 'published', there: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#store.off('published', look);
        this.call.off('drain', look);
        this.call.off('cancelled', end);
        this.call.off('close', end);
        resolve();
      };
      const look = (): void => {
        if (this.isOver() || there()) end();
      };
      if (event === 'drain') this.call.on('drain', look);
      else this.#store.on('published', look);
      this.call.on('cancelled', end);
      this.call.on('close', end);
    });
  }
}
