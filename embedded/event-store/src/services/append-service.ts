import {
  status,
  type handleUnaryCall,
  type ServerDuplexStream,
  type ServerReadableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected } from '../store/append-rules.js';
import { WriteRefused, type AppendOutcome, type EventStore } from '../store/event-store.js';
import { WireWriter } from '../wire/protobuf.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { readBatchAppend, type BatchPart } from './batch-append-request.js';
import { failure, streamDeleted, tooLarge, wrongExpectedVersion } from './failures.js';

/** Data bytes that one append may hold, as EventStoreDB's default. */
export const MAX_APPEND_BYTES = 1024 * 1024;
const MAX_STREAM_NAME = 3_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const text = (value: Uint8Array | string): string =>
  Buffer.from(value instanceof Uint8Array ? value : Buffer.from(value, 'base64')).toString('utf8');

/** Why events cannot be taken at all; undefined where they can. */
const invalid = (stream: string, events: readonly ProposedEvent[]): string | undefined => {
  if (stream === '') return 'a stream needs a name';
  if (stream.length > MAX_STREAM_NAME) return `a stream's name has at most ${MAX_STREAM_NAME.toString()} characters`;
  for (const { id, type } of events) {
    if (!UUID.test(id)) return `"${id}" is no event id; expected a UUID`;
    if (type === '') return `event ${id} has no type`;
  }
  return undefined;
};

const dataBytes = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, event) => sum + event.data.length, 0);

type RevisionOptions = {
  hasRevision(): boolean;
  getRevision(): string;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
};
const expectedOf = (options: RevisionOptions): Expected => {
  if (options.hasRevision()) return { kind: 'revision', revision: Number(options.getRevision()) };
  if (options.hasNoStream()) return { kind: 'no-stream' };
  return options.hasStreamExists() ? { kind: 'stream-exists' } : { kind: 'any' };
};

const uuidOf = (uuid: sharedPb.UUID | undefined): string => {
  if (!uuid) return '';
  const structured = uuid.getStructured();
  if (!structured) return uuid.getString().toLowerCase();
  const hex =
    BigInt(structured.getMostSignificantBits()).toString(16).padStart(16, '0') +
    BigInt(structured.getLeastSignificantBits()).toString(16).padStart(16, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** `Append`: options first, then one message an event. */
export const appendCall =
  (store: EventStore) =>
  (call: ServerReadableStream<AppendReq, Buffer>, callback: sendUnaryData<Buffer>): void => {
    let stream = '';
    let expected: Expected = { kind: 'any' };
    const events: ProposedEvent[] = [];
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions();
      if (options) {
        stream = text(options.getStreamIdentifier()?.getStreamName() ?? '');
        expected = expectedOf(options);
      }
      const proposed = request.getProposedMessage();
      if (!proposed) return;
      const map = proposed.getMetadataMap();
      events.push({
        id: uuidOf(proposed.getId()),
        type: map.get('type') ?? '',
        contentType: map.get('content-type') ?? 'application/octet-stream',
        data: Buffer.from(proposed.getData_asU8()),
        metadata: Buffer.from(proposed.getCustomMetadata_asU8()),
      });
    });
    call.on('end', () => {
      const wrong = invalid(stream, events);
      if (wrong !== undefined) {
        callback(failure(status.INVALID_ARGUMENT, wrong));
        return;
      }
      if (dataBytes(events) > MAX_APPEND_BYTES) {
        callback(tooLarge(MAX_APPEND_BYTES));
        return;
      }
      store.append(stream, expected, events).then(
        (outcome) => {
          if (outcome.kind === 'deleted') callback(streamDeleted(stream));
          else callback(null, appendResponse(outcome, expected));
        },
        (error: unknown) => {
          callback(unavailable(error));
        },
      );
    });
  };

const unavailable = (error: unknown) =>
  failure(
    error instanceof WriteRefused ? status.UNAVAILABLE : status.INTERNAL,
    error instanceof Error ? error.message : String(error),
  );

const appendResponse = (outcome: Exclude<AppendOutcome, { kind: 'deleted' }>, expected: Expected): Buffer => {
  const response = new streamsPb.AppendResp();
  if (outcome.kind === 'appended') {
    const position = new streamsPb.AppendResp.Position()
      .setCommitPosition(outcome.position.toString())
      .setPreparePosition(outcome.position.toString());
    response.setSuccess(
      new streamsPb.AppendResp.Success()
        .setCurrentRevision(Math.max(outcome.revision, 0).toString())
        .setPosition(position),
    );
  } else {
    const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
    if (outcome.current < 0) wrong.setCurrentNoStream(new sharedPb.Empty());
    else wrong.setCurrentRevision(outcome.current.toString());
    if (expected.kind === 'revision') wrong.setExpectedRevision(expected.revision.toString());
    else if (expected.kind === 'no-stream') wrong.setExpectedNoStream(new sharedPb.Empty());
    else if (expected.kind === 'stream-exists') wrong.setExpectedStreamExists(new sharedPb.Empty());
    else wrong.setExpectedAny(new sharedPb.Empty());
    response.setWrongExpectedVersion(wrong);
  }
  return Buffer.from(response.serializeBinary());
};

type Batch = { parts: BatchPart[] };

/** `BatchAppend`: one long-lived call, many appends, each named by a correlation id and answered exactly once. */
export const batchAppendCall =
  (store: EventStore) =>
  (call: ServerDuplexStream<Buffer, Buffer>): void => {
    const open = new Map<string, Batch>();
    call.on('data', (bytes: Buffer) => {
      let part: BatchPart;
      try {
        part = readBatchAppend(bytes);
      } catch (error) {
        call.destroy(
          Object.assign(new Error('the message is no BatchAppendReq'), { code: status.INVALID_ARGUMENT, cause: error }),
        );
        return;
      }
      const batch = open.get(part.correlationId) ?? { parts: [] };
      batch.parts.push(part);
      if (!part.isFinal) {
        open.set(part.correlationId, batch);
        return;
      }
      open.delete(part.correlationId);
      void answerBatch(store, part, batch.parts, (response) => call.write(response));
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };

const answerBatch = async (
  store: EventStore,
  last: BatchPart,
  parts: readonly BatchPart[],
  answer: (response: Buffer) => void,
): Promise<void> => {
  const options = parts.find((part) => part.options)?.options;
  const events = parts.flatMap((part) => part.events);
  const head = (): WireWriter => new WireWriter(160).bytes(1, last.correlationUuid);
  const fail = (code: number, message: string, typeName: string, detail: Uint8Array): void => {
    const any = new anyPb.Any();
    any.pack(detail, typeName);
    const error = new statusPb.Status().setCode(code).setMessage(message).setDetails(any);
    const writer = head().bytes(2, error.serializeBinary());
    answer(writer.bytes(4, options?.streamIdentifier ?? Buffer.alloc(0)).finish());
  };
  if (!options) {
    fail(
      status.INVALID_ARGUMENT,
      'the first message of an append carries its options',
      'event_store.client.BadRequest',
      new sharedPb.BadRequest().setMessage('no options').serializeBinary(),
    );
    return;
  }
  const { stream, expected } = options;
  const wrong = invalid(stream, events);
  if (wrong !== undefined) {
    fail(
      status.INVALID_ARGUMENT,
      wrong,
      'event_store.client.BadRequest',
      new sharedPb.BadRequest().setMessage(wrong).serializeBinary(),
    );
    return;
  }
  if (dataBytes(events) > MAX_APPEND_BYTES) {
    fail(
      status.INVALID_ARGUMENT,
      'the append is too large',
      'event_store.client.MaximumAppendSizeExceeded',
      new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES).serializeBinary(),
    );
    return;
  }
  if (options.deadlineMs !== undefined && options.deadlineMs < Date.now()) {
    fail(
      status.DEADLINE_EXCEEDED,
      'the deadline has passed',
      'event_store.client.Timeout',
      new sharedPb.Timeout().serializeBinary(),
    );
    return;
  }
  let outcome: AppendOutcome;
  try {
    outcome = await store.append(stream, expected, events);
  } catch (error) {
    fail(
      status.UNAVAILABLE,
      error instanceof Error ? error.message : 'not written',
      'event_store.client.Unknown',
      new sharedPb.Unknown().serializeBinary(),
    );
    return;
  }
  if (outcome.kind === 'appended') {
    const position = new WireWriter(24).uint64(1, outcome.position).uint64(2, outcome.position).finish();
    const success = new WireWriter(48).oneofUint64(1, Math.max(outcome.revision, 0)).bytes(3, position).finish();
    answer(head().bytes(3, success).bytes(4, options.streamIdentifier).finish());
  } else if (outcome.kind === 'deleted') {
    fail(
      status.FAILED_PRECONDITION,
      'the stream is deleted',
      'event_store.client.StreamDeleted',
      new sharedPb.StreamDeleted()
        .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream)))
        .serializeBinary(),
    );
  } else {
    fail(
      status.FAILED_PRECONDITION,
      'the expected revision is wrong',
      'event_store.client.WrongExpectedVersion',
      sharedWrongVersion(outcome.current, expected).serializeBinary(),
    );
  }
};

const sharedWrongVersion = (current: number, expected: Expected): sharedPb.WrongExpectedVersion => {
  const wrong = new sharedPb.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new emptyPb.Empty());
  else wrong.setCurrentStreamRevision(current.toString());
  if (expected.kind === 'revision') wrong.setExpectedStreamPosition(expected.revision.toString());
  else if (expected.kind === 'no-stream') wrong.setExpectedNoStream(new emptyPb.Empty());
  else if (expected.kind === 'stream-exists') wrong.setExpectedStreamExists(new emptyPb.Empty());
  else wrong.setExpectedAny(new emptyPb.Empty());
  return wrong;
};

export const deleteCall =
  (store: EventStore): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, callback) => {
    const options = call.request.getOptions();
    const stream = text(options?.getStreamIdentifier()?.getStreamName() ?? '');
    const expected: Expected = options ? expectedOf(options) : { kind: 'any' };
    remove(store.softDelete(stream, expected), stream, expected, callback, (position) =>
      new streamsPb.DeleteResp().setPosition(
        new streamsPb.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );
  };

export const tombstoneCall =
  (store: EventStore): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, callback) => {
    const options = call.request.getOptions();
    const stream = text(options?.getStreamIdentifier()?.getStreamName() ?? '');
    const expected: Expected = options ? expectedOf(options) : { kind: 'any' };
    remove(store.tombstone(stream, expected), stream, expected, callback, (position) =>
      new streamsPb.TombstoneResp().setPosition(
        new streamsPb.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );
  };

const remove = <Response>(
  done: Promise<AppendOutcome>,
  stream: string,
  expected: Expected,
  callback: sendUnaryData<Response>,
  respond: (position: string) => Response,
): void => {
  done.then(
    (outcome) => {
      if (outcome.kind === 'appended') callback(null, respond(outcome.position.toString()));
      else if (outcome.kind === 'deleted') callback(streamDeleted(stream));
      else callback(wrongExpectedVersion(stream, expected, outcome.current));
    },
    (error: unknown) => {
      callback(unavailable(error));
    },
  );
};
