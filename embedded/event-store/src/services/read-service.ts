import { randomUUID } from 'node:crypto';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { CorruptLog } from '../log/corrupt-log.js';
import type { EventStore } from '../store/event-store.js';
import { WireWriter } from '../wire/protobuf.js';
import { decodeHeader, decodeStream, decodeType, encodeStreamIdentifier } from '../wire/recorded-event.js';
import { failure, streamDeleted } from './failures.js';
import { BadRequest, readRequest, type ReadRequest } from './read-request.js';

type Call = ServerWritableStream<ReadReq, Buffer>;

/** Events that are looked at or sent in one turn of the event loop, so that one reader does not hold up the others. */
const TURN = 256;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const messages = {
  confirmation: () => new WireWriter(64).bytes(2, new WireWriter(48).string(1, randomUUID()).finish()).finish(),
  caughtUp: () => new WireWriter(4).bytes(8, Buffer.alloc(0)).finish(),
  checkpoint: (position: number) =>
    new WireWriter(32).bytes(3, new WireWriter(24).uint64(1, position).uint64(2, position).finish()).finish(),
  streamNotFound: (stream: string) =>
    new WireWriter(stream.length + 16)
      .bytes(4, new WireWriter().bytes(1, encodeStreamIdentifier(stream)).finish())
      .finish(),
};

/** `Read`: reads and catch-up subscriptions. Both pull from the store, so that the client's pace is ours. */
export const readCall =
  (store: EventStore, stopping: AbortSignal) =>
  (call: Call): void => {
    const fail = (error: unknown): void => {
      const code =
        error instanceof BadRequest
          ? status.INVALID_ARGUMENT
          : error instanceof CorruptLog
            ? status.DATA_LOSS
            : status.INTERNAL;
      call.emit('error', failure(code, error instanceof Error ? error.message : String(error)));
    };
    try {
      new Reading(store, call, stopping).run().catch(fail);
    } catch (error) {
      fail(error);
    }
  };

class Reading {
  readonly #store: EventStore;
  readonly #call: Call;
  readonly #request: ReadRequest;
  readonly #stopping: AbortSignal;
  #sent = 0;

  constructor(store: EventStore, call: Call, stopping: AbortSignal) {
    this.#store = store;
    this.#call = call;
    this.#stopping = stopping;
    this.#request = readRequest(call.request);
  }

  async run(): Promise<void> {
    const { stream, subscription } = this.#request;
    if (stream !== undefined && this.#store.isTombstoned(stream) && !subscription) {
      this.#call.emit('error', streamDeleted(stream));
      return;
    }
    if (subscription) {
      await this.#write(messages.confirmation());
      if (stream === undefined) await this.#followAll();
      else await this.#followStream(stream);
      if (this.#stopping.aborted && !this.#call.cancelled)
        this.#call.emit('error', failure(status.CANCELLED, 'the server is stopping'));
      return;
    }
    if (stream === undefined) await this.#readAll();
    else await this.#readStream(stream);
    if (!this.#over()) this.#call.end();
  }

  #over(): boolean {
    return this.#call.cancelled || this.#call.destroyed || this.#stopping.aborted;
  }

  async #readStream(stream: string): Promise<void> {
    const { backwards, from, maxCount } = this.#request;
    const readable = this.#store.readable(stream);
    if (!readable) {
      await this.#write(messages.streamNotFound(stream));
      return;
    }
    const { first, end } = readable;
    if (backwards) {
      const start = from.kind === 'at' ? Math.min(from.at, end - 1) : from.kind === 'start' ? 0 : end - 1;
      for (let revision = start; revision >= first && this.#sent < maxCount && !this.#over(); revision--)
        await this.#send(readable.event(revision));
      return;
    }
    const start = from.kind === 'at' ? from.at : from.kind === 'start' ? 0 : end;
    for (let revision = Math.max(start, first); revision < end && this.#sent < maxCount && !this.#over(); revision++)
      await this.#send(readable.event(revision));
  }

  async #readAll(): Promise<void> {
    const { backwards, from, maxCount } = this.#request;
    const { index } = this.#store;
    if (backwards) {
      let ordinal = from.kind === 'at' ? index.seek(from.at) - 1 : from.kind === 'start' ? -1 : index.visible - 1;
      for (; ordinal >= 0 && this.#sent < maxCount && !this.#over(); ordinal--) {
        if (this.#accepts(ordinal)) await this.#send(this.#store.bytes(ordinal), index.position(ordinal));
        if (ordinal % TURN === 0) await turn();
      }
      return;
    }
    const end = index.visible;
    let ordinal = from.kind === 'at' ? index.seek(from.at) : from.kind === 'start' ? 0 : end;
    for (; ordinal < end && this.#sent < maxCount && !this.#over(); ordinal++) {
      if (this.#accepts(ordinal)) await this.#send(this.#store.bytes(ordinal), index.position(ordinal));
      if (ordinal % TURN === 0) await turn();
    }
  }

  /** History and live are one loop: there is no seam at which an event could be lost. */
  async #followAll(): Promise<void> {
    const { index } = this.#store;
    const { from, filter } = this.#request;
    let ordinal = from.kind === 'at' ? index.seek(from.at + 1) : from.kind === 'start' ? 0 : index.visible;
    let caughtUp = false;
    let considered = 0;
    while (!this.#over()) {
      if (ordinal >= index.visible) {
        if (filter && considered > 0) {
          await this.#write(messages.checkpoint(index.position(ordinal - 1)));
          considered = 0;
        }
        if (!caughtUp) {
          caughtUp = true;
          await this.#write(messages.caughtUp());
        }
        await this.#published(() => ordinal < index.visible);
        continue;
      }
      if (this.#accepts(ordinal)) {
        await this.#send(this.#store.bytes(ordinal), index.position(ordinal));
        considered = 0;
      } else {
        considered++;
      }
      if (filter && considered >= filter.checkpointEvery) {
        await this.#write(messages.checkpoint(index.position(ordinal)));
        considered = 0;
      }
      ordinal++;
      if (ordinal % TURN === 0) await turn();
    }
  }

  async #followStream(stream: string): Promise<void> {
    const { from } = this.#request;
    let revision = from.kind === 'at' ? from.at + 1 : from.kind === 'start' ? 0 : this.#store.visibleEnd(stream);
    let caughtUp = false;
    while (!this.#over()) {
      if (this.#store.isTombstoned(stream)) {
        this.#call.emit('error', streamDeleted(stream));
        return;
      }
      const readable = this.#store.readable(stream);
      if (readable) revision = Math.max(revision, readable.first);
      if (!readable || revision >= readable.end) {
        if (!caughtUp) {
          caughtUp = true;
          await this.#write(messages.caughtUp());
        }
        await this.#published(() => {
          const now = this.#store.readable(stream);
          return this.#store.isTombstoned(stream) || (now !== undefined && now.end > Math.max(revision, now.first));
        });
        continue;
      }
      for (; revision < readable.end && !this.#over(); revision++) await this.#send(readable.event(revision));
    }
  }

  /** Waits until something was published and `there` says that it concerns us, or the call is over. */
  async #published(there: () => boolean): Promise<void> {
    while (!there() && !this.#over()) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#store.off('published', done);
          this.#call.off('cancelled', done);
          this.#call.off('close', done);
          this.#stopping.removeEventListener('abort', done);
          resolve();
        };
        this.#store.on('published', done);
        this.#call.on('cancelled', done);
        this.#call.on('close', done);
        this.#stopping.addEventListener('abort', done);
      });
    }
  }

  /** Asked of every event of the log: reads one name of it and nothing else. */
  #accepts(ordinal: number): boolean {
    const { filter } = this.#request;
    if (!filter) return true;
    const bytes = this.#store.bytes(ordinal);
    if (!bytes) return false;
    return filter.accepts(filter.on === 'stream' ? decodeStream(bytes) : decodeType(bytes));
  }

  /** Sends an event, with its position where the log is read; one that scavenging has removed is passed over. */
  async #send(bytes: Buffer | undefined, position?: number): Promise<void> {
    if (!bytes) return;
    const event = new WireWriter(bytes.length + 32);
    if (this.#request.resolveLinks && decodeHeader(bytes).type === '$>') {
      const target = this.#store.linked(bytes);
      if (target) event.bytes(1, target);
      event.bytes(2, bytes);
    } else {
      event.bytes(1, bytes);
    }
    if (position === undefined) event.bytes(4, Buffer.alloc(0));
    else event.oneofUint64(3, position);
    const inner = event.finish();
    await this.#write(new WireWriter(inner.length + 8).bytes(1, inner).finish());
    if (++this.#sent % TURN === 0) await turn();
  }

  async #write(message: Buffer): Promise<void> {
    if (this.#over() || this.#call.write(message)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#call.off('drain', done);
        this.#call.off('cancelled', done);
        this.#call.off('close', done);
        resolve();
      };
      this.#call.on('drain', done);
      this.#call.on('cancelled', done);
      this.#call.on('close', done);
    });
  }
}
