import { status, type ServerDuplexStream, type StatusObject } from '@grpc/grpc-js';
import codePb from '@eventstore/db-client/generated/code_pb.js';
import type { Code } from '@eventstore/db-client/generated/code_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected } from '../store/append-rules.js';
import type { AppendOutcome } from '../store/append-queue.js';
import type { EventStore } from '../store/event-store.js';
import { WireWriter } from '../wire/protobuf.js';
import { dataBytes, invalid, MAX_APPEND_BYTES } from './append-limits.js';
import { readBatchAppend, type BatchPart } from './batch-append-request.js';
import { unavailable } from './stream-options.js';

type Batch = { parts: BatchPart[] };

/** `BatchAppend`: one long-lived call, many appends, each named by a correlation id and answered exactly once. */
export const batchAppendCall =
  (store: EventStore) =>
  (call: ServerDuplexStream<Buffer, Buffer>): void => {
    const open = new Map<string, Batch>();
    let over = false;
    const answer = (response: Buffer): void => {
      if (!over) call.write(response);
    };
    // The official client shows no message of a single append's failure, and takes its code for unknown. What the disk
    // refuses concerns every append of the call: the call fails as a whole, and the client begins another.
    const refuse = (refusal: StatusObject): void => {
      if (!over) call.emit('error', refusal);
      over = true;
    };
    call.on('data', (bytes: Buffer) => {
      if (over) return;
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
      void answerBatch(store, part, batch.parts, answer, refuse);
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };

const answerBatch = async (
  store: EventStore,
  last: BatchPart,
  parts: readonly BatchPart[],
  answer: (response: Buffer) => void,
  refuse: (refusal: StatusObject) => void,
): Promise<void> => {
  const options = parts.find((part) => part.options)?.options;
  const events = parts.flatMap((part) => part.events);
  const head = (): WireWriter => new WireWriter(160).bytes(1, last.correlationUuid);
  const fail = (code: Code, message: string, typeName: string, detail: Uint8Array): void => {
    const any = new anyPb.Any();
    any.pack(detail, typeName);
    const error = new statusPb.Status().setCode(code).setMessage(message).setDetails(any);
    const writer = head().bytes(2, error.serializeBinary());
    answer(writer.bytes(4, options?.streamIdentifier ?? Buffer.alloc(0)).finish());
  };
  if (!options) {
    fail(
      codePb.Code.INVALID_ARGUMENT,
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
      codePb.Code.INVALID_ARGUMENT,
      wrong,
      'event_store.client.BadRequest',
      new sharedPb.BadRequest().setMessage(wrong).serializeBinary(),
    );
    return;
  }
  if (dataBytes(events) > MAX_APPEND_BYTES) {
    fail(
      codePb.Code.INVALID_ARGUMENT,
      'the append is too large',
      'event_store.client.MaximumAppendSizeExceeded',
      new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES).serializeBinary(),
    );
    return;
  }
  if (options.deadlineMs !== undefined && options.deadlineMs < Date.now()) {
    fail(
      codePb.Code.DEADLINE_EXCEEDED,
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
    refuse(unavailable(error));
    return;
  }
  if (outcome.kind === 'appended') {
    const position = new WireWriter(24).uint64(1, outcome.position).uint64(2, outcome.position).finish();
    const success = new WireWriter(48).oneofUint64(1, Math.max(outcome.revision, 0)).bytes(3, position).finish();
    answer(head().bytes(3, success).bytes(4, options.streamIdentifier).finish());
  } else if (outcome.kind === 'deleted') {
    fail(
      codePb.Code.FAILED_PRECONDITION,
      'the stream is deleted',
      'event_store.client.StreamDeleted',
      new sharedPb.StreamDeleted()
        .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream)))
        .serializeBinary(),
    );
  } else {
    fail(
      codePb.Code.FAILED_PRECONDITION,
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
