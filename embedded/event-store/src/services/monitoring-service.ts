import { status, type handleServerStreamingCall } from '@grpc/grpc-js';
import monitoringGrpc from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import monitoringPb from '@eventstore/db-client/generated/monitoring_pb.js';
import type { StatsReq, StatsResp } from '@eventstore/db-client/generated/monitoring_pb.js';
import type { ServedService } from './features-service.js';
import { failure } from './failures.js';
import type { Node } from './node.js';

const LEAST_PERIOD_MS = 100;
const DEFAULT_PERIOD_MS = 1_000;
const LONGEST_PERIOD_MS = 24 * 3_600_000;

/** `Monitoring`: the node's figures, at once and then each time that the asked-for period is over. */
export const monitoringService = (node: Node, stopping: AbortSignal): ServedService => {
  const stats: handleServerStreamingCall<StatsReq, StatsResp> = (call) => {
    const asked = Number(call.request.getRefreshTimePeriodInMs());
    const period = Math.min(Math.max(asked === 0 ? DEFAULT_PERIOD_MS : asked, LEAST_PERIOD_MS), LONGEST_PERIOD_MS);
    const send = (): void => {
      // Whoever does not take the last figures gets no older ones on top of them.
      if (!call.writableNeedDrain) call.write(statsMessage(node));
    };
    const timer = setInterval(send, period);
    const end = (): void => {
      clearInterval(timer);
      stopping.removeEventListener('abort', stop);
    };
    const stop = (): void => {
      end();
      call.emit('error', failure(status.CANCELLED, 'the server is stopping'));
    };
    stopping.addEventListener('abort', stop);
    call.on('cancelled', end);
    call.on('close', end);
    send();
  };
  return { definition: monitoringGrpc.MonitoringService, calls: { stats } };
};

const statsMessage = (node: Node): StatsResp => {
  const message = new monitoringPb.StatsResp();
  for (const [name, value] of Object.entries(node.stats())) message.getStatsMap().set(name, value.toString());
  return message;
};
