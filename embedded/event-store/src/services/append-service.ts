import { status, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from '../store/append-rules.js';
import type { AppendOutcome } from '../store/append-queue.js';
import type { EventStore } from '../store/event-store.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { dataBytes, invalid, MAX_APPEND_BYTES } from './append-limits.js';
import { failure, streamDeleted, tooLarge } from './failures.js';
import { expectedOf, text, unavailable } from './stream-options.js';

/** A UUID message as lower-case text: it is sent as text or as two 64-bit halves. */
export const uuidOf = (uuid: sharedPb.UUID | undefined): string => {
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
