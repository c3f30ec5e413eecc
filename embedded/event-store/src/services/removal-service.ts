import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from '../store/append-rules.js';
import type { AppendOutcome } from '../store/append-queue.js';
import type { EventStore } from '../store/event-store.js';
import { streamDeleted, wrongExpectedVersion } from './failures.js';
import { expectedOf, text, unavailable } from './stream-options.js';

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
