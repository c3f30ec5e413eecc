import { status, type handleUnaryCall, type ServerErrorResponse, type StatusObject } from '@grpc/grpc-js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type * as pb from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { ALL, type GroupIdentity } from '../../persistent/group-identity.js';
import type { Change, SubscriptionGroups } from '../../persistent/subscription-groups.js';
import { failure } from '../failures.js';
import { text } from '../stream-options.js';
import { infoOf, Rates } from './group-info.js';
import { alreadyExists, doesNotExist, failed, refusalOf } from './refusals.js';
import { identityOf, namedIn, settingsIn } from './settings-request.js';

type Answer<Response> = (error: ServerErrorResponse | Partial<StatusObject> | null, response?: Response) => void;

/** Answers when a change is on disk, or says why it is not made. */
const answer = <Response>(
  identity: GroupIdentity,
  change: () => Promise<Change>,
  callback: Answer<Response>,
  response: Response,
): void => {
  // A promise from the start: what the request itself gets wrong is told in the same way.
  Promise.resolve()
    .then(change)
    .then(
      (outcome) => {
        if (outcome === 'done') callback(null, response);
        else callback(outcome === 'exists' ? alreadyExists(identity) : doesNotExist(identity));
      },
      (error: unknown) => {
        callback(refusalOf(identity, error));
      },
    );
};

/** The unary calls of the service `PersistentSubscriptions`. */
export const groupCalls = (
  groups: SubscriptionGroups,
): {
  readonly create: handleUnaryCall<pb.CreateReq, pb.CreateResp>;
  readonly update: handleUnaryCall<pb.UpdateReq, pb.UpdateResp>;
  readonly delete: handleUnaryCall<pb.DeleteReq, pb.DeleteResp>;
  readonly getInfo: handleUnaryCall<pb.GetInfoReq, pb.GetInfoResp>;
  readonly list: handleUnaryCall<pb.ListReq, pb.ListResp>;
  readonly replayParked: handleUnaryCall<pb.ReplayParkedReq, pb.ReplayParkedResp>;
  readonly restartSubsystem: handleUnaryCall<Empty, Empty>;
} => {
  const rates = new Rates();
  return {
    create: ({ request }, callback) => {
      const identity = namedIn(request.getOptions());
      const change = () => groups.create(identity, settingsIn(request.getOptions(), identity));
      answer(identity, change, callback, new persistentPb.CreateResp());
    },
    update: ({ request }, callback) => {
      const identity = namedIn(request.getOptions());
      const change = () => groups.update(identity, settingsIn(request.getOptions(), identity));
      answer(identity, change, callback, new persistentPb.UpdateResp());
    },
    delete: ({ request }, callback) => {
      const identity = identityOf(request.getOptions());
      answer(identity, () => groups.delete(identity), callback, new persistentPb.DeleteResp());
    },
    getInfo: ({ request }, callback) => {
      const identity = identityOf(request.getOptions());
      const runner = groups.find(identity);
      if (runner) callback(null, new persistentPb.GetInfoResp().setSubscriptionInfo(infoOf(runner, rates)));
      else callback(doesNotExist(identity));
    },
    list: ({ request }, callback) => {
      const forStream = request.getOptions()?.getListForStream();
      const stream = forStream && (forStream.hasAll() ? ALL : text(forStream.getStream()?.getStreamName() ?? ''));
      const runners = groups.list(stream);
      if (stream !== undefined && runners.length === 0) callback(doesNotExist({ stream, group: '' }));
      else
        callback(
          null,
          new persistentPb.ListResp().setSubscriptionsList(runners.map((runner) => infoOf(runner, rates))),
        );
    },
    replayParked: ({ request }, callback) => {
      const options = request.getOptions();
      const identity = identityOf(options);
      const stopAt = options?.hasStopAt() ? Number(options.getStopAt()) : undefined;
      const runner = groups.find(identity);
      if (stopAt !== undefined && stopAt < 0)
        callback(failed(identity, 'Cannot stop replaying parked message at a negative version.'));
      else if (!runner) callback(doesNotExist(identity));
      else {
        runner.replayParked(stopAt);
        callback(null, new persistentPb.ReplayParkedResp());
      }
    },
    restartSubsystem: (_, callback) => {
      groups.restart().then(
        () => {
          callback(null, new sharedPb.Empty());
        },
        (error: unknown) => {
          callback(failure(status.INTERNAL, error instanceof Error ? error.message : String(error)));
        },
      );
    },
  };
};
