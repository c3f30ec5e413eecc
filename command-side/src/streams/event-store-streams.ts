import {
  ErrorType,
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { isStoreFailure, toRecorded, Unavailable } from '@storefold/platform';
import { Gate } from './gate.js';
import { noStream, OutcomeUnknown, type StreamStore } from './stream-store.js';

/** So many at a time: an append's deadline then counts from when the store gets it, not from when it queued here. */
const MOST_APPENDS = 256;
const MOST_READS = 32;
const APPEND_WITHIN_MS = 5_000;
const READ_WITHIN_MS = 30_000;
/** So many events at a time: a long stream is not a late one, and what was read of it is not read again. */
const PAGE = 5_000;

const utf8 = new TextEncoder();

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server's `unknown` says as little about the append as a broken connection. */
const outcomeIsUnknown = (error: unknown): boolean =>
  isStoreFailure(error) || (error instanceof Error && 'type' in error && error.type === ErrorType.UNKNOWN);

/** Rejects with `OutcomeUnknown` when the store keeps silent: the batch client itself would wait for ever. */
const within = async <Result>(work: Promise<Result>, milliseconds: number): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new OutcomeUnknown(`no answer within ${milliseconds.toString()} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Streams of EventStoreDB through the official client. No call carries credentials: that would cost it batching. */
export const eventStoreStreams = (client: EventStoreDBClient): StreamStore => {
  const appends = new Gate(MOST_APPENDS);
  const reads = new Gate(MOST_READS);
  return {
    read: (streamId, fromRevision, take) =>
      reads.pass(async () => {
        try {
          for (let from = fromRevision, isMore = true; isMore;) {
            let read = 0;
            const page = { fromRevision: from, maxCount: PAGE, deadline: READ_WITHIN_MS };
            for await (const { event } of client.readStream(streamId, page)) {
              read++;
              if (!event) continue;
              take(toRecorded(event));
              from = event.revision + 1n;
            }
            isMore = read === PAGE;
          }
        } catch (error) {
          if (error instanceof StreamNotFoundError) return;
          if (isStoreFailure(error))
            throw new Unavailable(`the event store cannot be read: ${messageOf(error)}`, { cause: error });
          throw error;
        }
      }),
    append: (streamId, events, expectedRevision) =>
      appends.pass(async () => {
        const stored = events.map(({ id, type, data, metadata }) =>
          // The same JSON as bytes: an object would go through the client's base64 twice, the dearest part of an append.
          jsonEvent({ id, type, data, metadata: utf8.encode(JSON.stringify(metadata)) }),
        );
        try {
          const result = await within(
            client.appendToStream(streamId, stored, {
              expectedRevision: expectedRevision === noStream ? NO_STREAM : expectedRevision,
              deadline: APPEND_WITHIN_MS,
            }),
            APPEND_WITHIN_MS + 500,
          );
          return { kind: 'appended', position: result.position?.commit ?? 0n };
        } catch (error) {
          if (error instanceof WrongExpectedVersionError) return { kind: 'conflict' };
          if (outcomeIsUnknown(error)) throw new OutcomeUnknown(messageOf(error), { cause: error });
          throw error;
        }
      }),
  };
};
