import { status, type handleServerStreamingCall, type handleUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import projectionsGrpc from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type * as pb from '@eventstore/db-client/generated/projections_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { ServedService } from './features-service.js';
import { failure, statusOf } from './failures.js';
import { projectionDetails, type ProjectionFigures } from './projection-details.js';
import { refusedCalls } from './refused-calls.js';

/** The system projections, which the store does natively: each can be turned off and on. */
export type SystemProjections = {
  readonly names: readonly string[];
  readonly isOn: (name: string) => boolean;
  readonly turn: (name: string, on: boolean) => Promise<void>;
  /** Of a projection, as of now. */
  readonly figures: (name: string) => ProjectionFigures;
};

const CUSTOM =
  'this event store does its system projections natively and runs no JavaScript of others; follow $all with a filter and keep the state yourself, or run EventStoreDB';

/** `Projections`: those of the system. Custom ones are refused with a sentence. */
export const projectionsService = (projections: SystemProjections): ServedService => {
  const isKnown = (name: string): boolean => projections.names.includes(name);
  const unknown = (name: string) => failure(status.NOT_FOUND, `there is no projection "${name}"`);

  /** A change of one projection by name. */
  const change =
    <Request extends { getOptions(): { getName(): string } | undefined }, Response>(
      act: (name: string) => Promise<void>,
      respond: () => Response,
    ): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      const name = call.request.getOptions()?.getName() ?? '';
      if (!isKnown(name)) {
        callback(unknown(name));
        return;
      }
      act(name).then(
        () => {
          callback(null, respond());
        },
        (error: unknown) => {
          callback(statusOf(error));
        },
      );
    };

  /** What only a custom projection has. */
  const customOnly =
    <Request extends { getOptions(): { getName(): string } | undefined }, Response>(
      why: string,
    ): handleUnaryCall<Request, Response> =>
    (call, callback: sendUnaryData<Response>) => {
      const name = call.request.getOptions()?.getName() ?? '';
      callback(isKnown(name) ? failure(status.UNIMPLEMENTED, `${name} ${why}`) : unknown(name));
    };

  const statistics: handleServerStreamingCall<pb.StatisticsReq, pb.StatisticsResp> = (call) => {
    const options = call.request.getOptions();
    const { NAME, TRANSIENT, ONE_TIME } = projectionsPb.StatisticsReq.Options.ModeCase;
    const mode = options?.getModeCase();
    const name = options?.getName() ?? '';
    if (mode === NAME && !isKnown(name)) {
      call.emit('error', unknown(name));
      return;
    }
    const others = mode === TRANSIENT || mode === ONE_TIME;
    const asked = mode === NAME ? [name] : others ? [] : projections.names;
    for (const each of asked) call.write(projectionDetails(each, projections.isOn(each), projections.figures(each)));
    call.end();
  };
  const restartSubsystem: handleUnaryCall<Empty, Empty> = (_, callback) => {
    // Nothing is held that could be begun anew: links are made of the index whenever they are read.
    callback(null, new sharedPb.Empty());
  };
  const ownProjection = 'is a projection of the system: it can be disabled, and is neither changed nor deleted';
  const stateless = 'is a projection of the system: it makes streams of links and has no state';
  return {
    definition: projectionsGrpc.ProjectionsService,
    calls: {
      statistics,
      restartSubsystem,
      enable: change<pb.EnableReq, pb.EnableResp>(
        (name) => projections.turn(name, true),
        () => new projectionsPb.EnableResp(),
      ),
      disable: change<pb.DisableReq, pb.DisableResp>(
        (name) => projections.turn(name, false),
        () => new projectionsPb.DisableResp(),
      ),
      // Made anew, the links are the same: they follow from the log.
      reset: change<pb.ResetReq, pb.ResetResp>(
        () => Promise.resolve(),
        () => new projectionsPb.ResetResp(),
      ),
      update: customOnly<pb.UpdateReq, pb.UpdateResp>(ownProjection),
      delete: customOnly<pb.DeleteReq, pb.DeleteResp>(ownProjection),
      state: customOnly<pb.StateReq, pb.StateResp>(stateless),
      result: customOnly<pb.ResultReq, pb.ResultResp>(stateless),
      ...refusedCalls(['create'], CUSTOM),
    },
    // Said of a method that refuses, so that the client asks here and hears why, and does not try HTTP instead.
    features: { create: ['track_emitted_streams'] },
  };
};
