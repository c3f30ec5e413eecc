import { status, type ServerReadableStream, type sendUnaryData, type StatusObject } from '@grpc/grpc-js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from '../store/append-rules.js';
import type { AppendOutcome } from '../store/append-queue.js';
import type { EventStore } from '../store/event-store.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { checkAppend, dataBytes, MAX_APPEND_BYTES, MAX_APPEND_WEIGHT, weightOf } from './append-limits.js';
import { BadRequest } from './bad-request.js';
import { statusOf, streamDeleted, tooLarge } from './failures.js';
import { expectedOf, text } from './stream-options.js';

/** A UUID message as lower-case text: it is sent as text or as two 64-bit halves. */
export const uuidOf = (uuid: sharedPb.UUID | undefined): string => {
  if (!uuid) return '';
  const structured = uuid.getStructured();
  if (!structured) return uuid.getString().toLowerCase();
  const halves = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()];
  const hex = halves.map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const proposedOf = (proposed: AppendReq.ProposedMessage): ProposedEvent => {
  const map = proposed.getMetadataMap();
  return {
    id: uuidOf(proposed.getId()),
    type: map.get('type') ?? '',
    contentType: map.get('content-type') ?? 'application/octet-stream',
    data: Buffer.from(proposed.getData_asU8()),
    metadata: Buffer.from(proposed.getCustomMetadata_asU8()),
  };
};

/** `Append`: options first, then one message an event. */
export const appendCall =
  (store: EventStore, stopping: AbortSignal) =>
  (call: ServerReadableStream<AppendReq, Buffer>, callback: sendUnaryData<Buffer>): void => {
    let target: { readonly stream: string; readonly expected: Expected } | undefined;
    const events: ProposedEvent[] = [];
    let weight = 0;
    let answered = false;
    const answer: sendUnaryData<Buffer> = (error, value) => {
      if (!answered) callback(error, value);
      answered = true;
    };
    call.on('data', (request: AppendReq) => {
      if (answered) return;
      const options = request.getOptions();
      if (options)
        target = {
          stream: text(options.getStreamIdentifier()?.getStreamName() ?? ''),
          expected: expectedOf(options),
        };
      const proposed = request.getProposedMessage();
      if (!proposed) return;
      const event = proposedOf(proposed);
      weight += weightOf(event);
      if (weight > MAX_APPEND_WEIGHT) answer(tooLarge(MAX_APPEND_BYTES));
      else events.push(event);
    });
    call.on('end', () => {
      if (answered || call.cancelled) return;
      append(store, stopping, target, events).then(
        (response) => {
          answer(null, response);
        },
        (error: unknown) => {
          answer(error instanceof AppendRefused ? error.refusal : statusOf(error));
        },
      );
    });
  };

/** An append that is refused by a status of its own. */
class AppendRefused extends Error {
  override readonly name = 'AppendRefused';
  readonly refusal: StatusObject;

  constructor(refusal: StatusObject) {
    super(refusal.details);
    this.refusal = refusal;
  }
}

const append = async (
  store: EventStore,
  stopping: AbortSignal,
  target: { readonly stream: string; readonly expected: Expected } | undefined,
  events: readonly ProposedEvent[],
): Promise<Buffer> => {
  if (!target) throw new BadRequest('the first message of an append carries its options');
  const { stream, expected } = target;
  if (stopping.aborted) throw new BadRequest('the server is stopping', status.UNAVAILABLE);
  checkAppend(stream, events);
  if (dataBytes(events) > MAX_APPEND_BYTES) throw new AppendRefused(tooLarge(MAX_APPEND_BYTES));
  const outcome = await store.append(stream, expected, events);
  if (outcome.kind === 'deleted') throw new AppendRefused(streamDeleted(stream));
  return appendResponse(outcome, expected);
};

const appendResponse = (outcome: Exclude<AppendOutcome, { kind: 'deleted' }>, expected: Expected): Buffer => {
  const response = new streamsPb.AppendResp();
  if (outcome.kind === 'appended') {
    const position = new streamsPb.AppendResp.Position()
      .setCommitPosition(outcome.position.toString())
      .setPreparePosition(outcome.position.toString());
    const success = new streamsPb.AppendResp.Success().setCurrentRevision(Math.max(outcome.revision, 0).toString());
    response.setSuccess(
      outcome.unreadable ? success.setNoPosition(new sharedPb.Empty()) : success.setPosition(position),
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
