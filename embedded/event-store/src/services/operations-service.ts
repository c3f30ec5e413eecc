import { status, type handleUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import type { ScavengeResp, StartScavengeReq, StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { ServedService } from './features-service.js';
import { failure, statusOf } from './failures.js';
import { refusedCalls } from './refused-calls.js';

/** What operators may have the node do. */
export type Maintenance = {
  /** Begins a scavenge; where one runs, that one is meant. */
  readonly startScavenge: () => { readonly id: string; readonly began: boolean };
  /** Whether a scavenge of this id ran. */
  readonly stopScavenge: (id: string) => boolean;
  readonly restartPersistentSubscriptions: () => Promise<void>;
  /** Ends the server, after the answer to this is out. */
  readonly shutDown: () => void;
};

const ofACluster = ['resignNode', 'setNodePriority'];

/** `Operations`. */
export const operationsService = (maintenance: Maintenance): ServedService => {
  const { STARTED, INPROGRESS, STOPPED } = operationsPb.ScavengeResp.ScavengeResult;
  const startScavenge: handleUnaryCall<StartScavengeReq, ScavengeResp> = (call, callback) => {
    const options = call.request.getOptions();
    if ((options?.getThreadCount() ?? 0) < 0 || (options?.getStartFromChunk() ?? 0) < 0) {
      callback(failure(status.INVALID_ARGUMENT, 'a scavenge has a number of threads and a first chunk from 0 upwards'));
      return;
    }
    const { id, began } = maintenance.startScavenge();
    callback(null, new operationsPb.ScavengeResp().setScavengeId(id).setScavengeResult(began ? STARTED : INPROGRESS));
  };
  const stopScavenge: handleUnaryCall<StopScavengeReq, ScavengeResp> = (call, callback) => {
    const id = call.request.getOptions()?.getScavengeId() ?? '';
    if (maintenance.stopScavenge(id))
      callback(null, new operationsPb.ScavengeResp().setScavengeId(id).setScavengeResult(STOPPED));
    else
      callback(
        failure(status.NOT_FOUND, `no scavenge "${id}" runs`, { exception: 'scavenge-not-found', 'scavenge-id': id }),
      );
  };
  const shutdown: handleUnaryCall<Empty, Empty> = (_, callback) => {
    done(callback);
    maintenance.shutDown();
  };
  const restartPersistentSubscriptions: handleUnaryCall<Empty, Empty> = (_, callback) => {
    maintenance.restartPersistentSubscriptions().then(
      () => {
        done(callback);
      },
      (error: unknown) => {
        callback(statusOf(error));
      },
    );
  };
  // The index is one already, however it came about.
  const mergeIndexes: handleUnaryCall<Empty, Empty> = (_, callback) => {
    done(callback);
  };
  return {
    definition: operationsGrpc.OperationsService,
    calls: {
      startScavenge,
      stopScavenge,
      shutdown,
      restartPersistentSubscriptions,
      mergeIndexes,
      ...refusedCalls(ofACluster, 'this node is alone and leads: it has no cluster in which another could take over'),
    },
    refused: ofACluster,
  };
};

const done = (callback: sendUnaryData<Empty>): void => {
  callback(null, new sharedPb.Empty());
};
