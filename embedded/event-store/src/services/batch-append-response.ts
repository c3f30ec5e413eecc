import codePb from '@eventstore/db-client/generated/code_pb.js';
import type { Code } from '@eventstore/db-client/generated/code_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected } from '../store/append-rules.js';
import type { AppendOutcome } from '../store/append-queue.js';
import { WireWriter } from '../wire/protobuf.js';
import { encodeStreamIdentifier } from '../wire/recorded-event.js';
import { MAX_APPEND_BYTES } from './append-limits.js';

/** Which append is answered: the correlation id as it came, and the stream. */
export type Answered = { readonly correlationUuid: Buffer; readonly stream: string };

const head = ({ correlationUuid }: Answered): WireWriter => new WireWriter(160).bytes(1, correlationUuid);
const tail = (writer: WireWriter, { stream }: Answered): Buffer =>
  writer.bytes(4, encodeStreamIdentifier(stream)).finish();

type Detail = { serializeBinary(): Uint8Array };

/** An error as the client unpacks it: by the type of its detail. */
const refusal = (of: Answered, code: Code, message: string, type: string, detail: Detail): Buffer => {
  const any = new anyPb.Any();
  any.pack(detail.serializeBinary(), `event_store.client.${type}`);
  const error = new statusPb.Status().setCode(code).setMessage(message).setDetails(any);
  return tail(head(of).bytes(2, error.serializeBinary()), of);
};

const { INVALID_ARGUMENT, DEADLINE_EXCEEDED, FAILED_PRECONDITION } = codePb.Code;

/** The `BatchAppendResp` of each way in which an append can end. */
export const batchAnswers = {
  badRequest: (of: Answered, message: string) =>
    refusal(of, INVALID_ARGUMENT, message, 'BadRequest', new sharedPb.BadRequest().setMessage(message)),
  tooLarge: (of: Answered) =>
    refusal(
      of,
      INVALID_ARGUMENT,
      'the append is too large',
      'MaximumAppendSizeExceeded',
      new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
    ),
  timedOut: (of: Answered) =>
    refusal(of, DEADLINE_EXCEEDED, 'the deadline has passed', 'Timeout', new sharedPb.Timeout()),
  outcome: (of: Answered, expected: Expected, outcome: AppendOutcome): Buffer => {
    if (outcome.kind === 'appended') {
      const success = new WireWriter(48).oneofUint64(1, Math.max(outcome.revision, 0));
      if (outcome.unreadable) success.bytes(4, Buffer.alloc(0));
      else success.bytes(3, new WireWriter(24).uint64(1, outcome.position).uint64(2, outcome.position).finish());
      return tail(head(of).bytes(3, success.finish()), of);
    }
    if (outcome.kind === 'wrong-version') {
      const message = 'the expected revision is wrong';
      return refusal(of, FAILED_PRECONDITION, message, 'WrongExpectedVersion', wrong(outcome.current, expected));
    }
    const identifier = new sharedPb.StreamIdentifier().setStreamName(Buffer.from(of.stream));
    const detail = new sharedPb.StreamDeleted().setStreamIdentifier(identifier);
    return refusal(of, FAILED_PRECONDITION, 'the stream is deleted', 'StreamDeleted', detail);
  },
};

const wrong = (current: number, expected: Expected): sharedPb.WrongExpectedVersion => {
  const detail = new sharedPb.WrongExpectedVersion();
  if (current < 0) detail.setCurrentNoStream(new emptyPb.Empty());
  else detail.setCurrentStreamRevision(current.toString());
  if (expected.kind === 'revision') return detail.setExpectedStreamPosition(expected.revision.toString());
  if (expected.kind === 'no-stream') return detail.setExpectedNoStream(new emptyPb.Empty());
  if (expected.kind === 'stream-exists') return detail.setExpectedStreamExists(new emptyPb.Empty());
  return detail.setExpectedAny(new emptyPb.Empty());
};
