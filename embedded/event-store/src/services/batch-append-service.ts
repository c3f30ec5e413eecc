import { status, type ServerDuplexStream, type StatusObject } from '@grpc/grpc-js';
import type { EventStore } from '../store/event-store.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { checkAppend, dataBytes, MAX_APPEND_BYTES, MAX_APPEND_WEIGHT, weightOf } from './append-limits.js';
import { BadRequest } from './bad-request.js';
import { readBatchAppend, type BatchOptions, type BatchPart } from './batch-append-request.js';
import { batchAnswers, type Answered } from './batch-append-response.js';
import { failure, statusOf } from './failures.js';

type Call = ServerDuplexStream<Buffer, Buffer>;
/** An append whose messages are still coming. Its events are let go once they weigh too much. */
type Collected = { options: BatchOptions | undefined; events: ProposedEvent[]; weight: number };

/** Bytes of appends that one call may have under way before its next message is read. */
const MUCH = 8 * 1024 * 1024;
/** Bytes of unfinished appends that one call may hold. */
const MOST_UNFINISHED = 4 * MAX_APPEND_WEIGHT;

/** `BatchAppend`: one long-lived call, many appends, each named by a correlation id and answered exactly once. */
export const batchAppendCall =
  (store: EventStore, stopping: AbortSignal) =>
  (call: Call): void => {
    new Batches(store, stopping, call).begin();
  };

class Batches {
  readonly #store: EventStore;
  readonly #stopping: AbortSignal;
  readonly #call: Call;
  readonly #open = new Map<string, Collected>();
  #unfinished = 0;
  #underWay = 0;
  #answersOwed = 0;
  #ended = false;
  #over = false;

  constructor(store: EventStore, stopping: AbortSignal, call: Call) {
    this.#store = store;
    this.#stopping = stopping;
    this.#call = call;
  }

  begin(): void {
    const stop = (): void => {
      this.#settle();
    };
    const gone = (): void => {
      this.#over = true;
      this.#open.clear();
      this.#stopping.removeEventListener('abort', stop);
    };
    this.#stopping.addEventListener('abort', stop);
    this.#call.on('data', (bytes: Buffer) => {
      this.#take(bytes);
    });
    this.#call.on('end', () => {
      this.#ended = true;
      this.#settle();
    });
    this.#call.on('drain', () => {
      this.#pace();
    });
    this.#call.on('cancelled', gone);
    this.#call.on('close', gone);
    this.#call.on('error', gone);
    this.#settle();
  }

  #take(bytes: Buffer): void {
    if (this.#over || this.#stopping.aborted) return;
    let part: BatchPart;
    try {
      part = readBatchAppend(bytes);
      if (part.correlationId === '') throw new RangeError('it has no correlation id');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#refuse(failure(status.INVALID_ARGUMENT, `the message is no BatchAppendReq: ${why}`));
      return;
    }
    const batch = this.#open.get(part.correlationId) ?? { options: undefined, events: [], weight: 0 };
    const weight = part.events.reduce((sum, event) => sum + weightOf(event), 100);
    batch.options ??= part.options;
    batch.weight += weight;
    if (batch.weight > MAX_APPEND_WEIGHT) batch.events = [];
    else batch.events.push(...part.events);
    if (!part.isFinal) {
      this.#open.set(part.correlationId, batch);
      this.#unfinished += weight;
      if (this.#unfinished > MOST_UNFINISHED)
        this.#refuse(
          failure(status.RESOURCE_EXHAUSTED, 'too many appends are begun and not finished; finish each with isFinal'),
        );
      return;
    }
    if (this.#open.delete(part.correlationId)) this.#unfinished -= batch.weight - weight;
    void this.#append(part, batch);
  }

  async #append(part: BatchPart, batch: Collected): Promise<void> {
    this.#answersOwed++;
    this.#underWay += batch.weight;
    this.#pace();
    try {
      const response = await answerTo(this.#store, part, batch);
      if (!this.#over) this.#call.write(response);
    } catch (error) {
      // The official client shows no message of a single append's failure, and takes its code for unknown. What the disk
      // refuses concerns every append of the call: the call fails as a whole, and the client begins another.
      this.#refuse(statusOf(error));
    }
    this.#answersOwed--;
    this.#underWay -= batch.weight;
    this.#pace();
    this.#settle();
  }

  /** Reads on only while what is under way is little, and the client takes its answers. */
  #pace(): void {
    if (this.#underWay > MUCH || this.#call.writableNeedDrain) this.#call.pause();
    else if (this.#call.isPaused()) this.#call.resume();
  }

  /** Ends the call when nothing is owed any more and nothing more may come. */
  #settle(): void {
    if (this.#over || this.#answersOwed > 0) return;
    if (this.#stopping.aborted) this.#refuse(failure(status.CANCELLED, 'the server is stopping'));
    else if (this.#ended) {
      this.#over = true;
      this.#call.end();
    }
  }

  #refuse(refusal: StatusObject): void {
    if (!this.#over) this.#call.emit('error', refusal);
    this.#over = true;
    this.#open.clear();
  }
}

/** Appends, and gives the answer. @throws what the disk threw */
const answerTo = async (
  store: EventStore,
  part: BatchPart,
  { options, events, weight }: Collected,
): Promise<Buffer> => {
  const of: Answered = { correlationUuid: part.correlationUuid, stream: options?.stream ?? '' };
  if (!options) return batchAnswers.badRequest(of, 'the first message of an append carries its options');
  if (weight > MAX_APPEND_WEIGHT || dataBytes(events) > MAX_APPEND_BYTES) return batchAnswers.tooLarge(of);
  try {
    checkAppend(options.stream, events);
  } catch (error) {
    if (error instanceof BadRequest) return batchAnswers.badRequest(of, error.message);
    throw error;
  }
  if (options.deadlineMs !== undefined && options.deadlineMs <= Date.now()) return batchAnswers.timedOut(of);
  const outcome = await store.append(options.stream, options.expected, events);
  return batchAnswers.outcome(of, options.expected, outcome);
};
