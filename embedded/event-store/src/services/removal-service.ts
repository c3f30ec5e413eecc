import { status, type handleUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from '../store/append-rules.js';
import type { AppendOutcome } from '../store/append-queue.js';
import type { EventStore } from '../store/event-store.js';
import { checkStreamName } from './append-limits.js';
import { BadRequest } from './bad-request.js';
import { statusOf, streamDeleted, wrongExpectedVersion } from './failures.js';
import { expectedOf, text, type RevisionOptions } from './stream-options.js';

type Removal = { readonly stream: string; readonly expected: Expected };

export const deleteCall =
  (store: EventStore, stopping: AbortSignal): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, callback) => {
    answer(
      async () => {
        const removal = removalOf(call.request.getOptions(), stopping);
        // The real server answers so too: its soft delete does not know this expectation.
        if (removal.expected.kind === 'stream-exists')
          throw new BadRequest(
            'a delete cannot expect that the stream exists; expect a revision, or anything: what is not there is refused',
            status.INTERNAL,
          );
        return { ...removal, outcome: await store.softDelete(removal.stream, removal.expected) };
      },
      callback,
      (position) =>
        new streamsPb.DeleteResp().setPosition(
          new streamsPb.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
        ),
    );
  };

export const tombstoneCall =
  (store: EventStore, stopping: AbortSignal): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, callback) => {
    answer(
      async () => {
        const removal = removalOf(call.request.getOptions(), stopping);
        return { ...removal, outcome: await store.tombstone(removal.stream, removal.expected) };
      },
      callback,
      (position) =>
        new streamsPb.TombstoneResp().setPosition(
          new streamsPb.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
        ),
    );
  };

const removalOf = (
  options: (RevisionOptions & { getStreamIdentifier(): StreamIdentifier | undefined }) | undefined,
  stopping: AbortSignal,
): Removal => {
  if (stopping.aborted) throw new BadRequest('the server is stopping', status.UNAVAILABLE);
  if (!options) throw new BadRequest('a removal carries its options');
  const stream = text(options.getStreamIdentifier()?.getStreamName() ?? '');
  checkStreamName(stream);
  return { stream, expected: expectedOf(options) };
};

const answer = <Response>(
  remove: () => Promise<Removal & { readonly outcome: AppendOutcome }>,
  callback: sendUnaryData<Response>,
  respond: (position: string) => Response,
): void => {
  remove().then(
    ({ stream, expected, outcome }) => {
      if (outcome.kind === 'appended') callback(null, respond(outcome.position.toString()));
      else if (outcome.kind === 'deleted') callback(streamDeleted(stream));
      else callback(wrongExpectedVersion(stream, expected, outcome.current));
    },
    (error: unknown) => {
      callback(statusOf(error));
    },
  );
};
