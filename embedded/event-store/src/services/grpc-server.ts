import { Server, type ServiceDefinition } from '@grpc/grpc-js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { SubscriptionGroups } from '../persistent/subscription-groups.js';
import type { EventStore } from '../store/event-store.js';
import { asBytes, strictRequests } from '../wire/strict-request.js';
import { appendCall } from './append-service.js';
import { batchAppendCall } from './batch-append-service.js';
import { leaveGoneStreamsAlone } from './gone-streams.js';
import { featuresCalls, type ServedService } from './features-service.js';
import { gossipCalls } from './gossip-service.js';
import { monitoringService } from './monitoring-service.js';
import type { Node } from './node.js';
import { operationsService, type Maintenance } from './operations-service.js';
import { persistentCalls, persistentDefinition } from './persistent/persistent-service.js';
import { projectionsService } from './projections-service.js';
import { readCall } from './read-service.js';
import { deleteCall, tombstoneCall } from './removal-service.js';
import { systemProjections } from './system-projections.js';
import { usersService } from './users-service.js';

export type Served = {
  readonly store: EventStore;
  readonly groups: SubscriptionGroups;
  readonly node: Node;
  readonly maintenance: Maintenance;
  /** Aborted when the server stops: what lasts ends. */
  readonly stopping: AbortSignal;
  /** How long a silent connection is believed in before it is asked, and how long it then has to answer. */
  readonly keepaliveMs: number;
};

const LARGEST_MESSAGE = 16 * 1024 * 1024;

/** All that is served over gRPC. */
export const grpcServer = (served: Served): Server => {
  const server = new Server({
    'grpc.max_receive_message_length': LARGEST_MESSAGE,
    // An event of the largest append, its metadata, and what stands around them.
    'grpc.max_send_message_length': LARGEST_MESSAGE + 1024 * 1024,
    'grpc.keepalive_permit_without_calls': 1,
    // A client that went away amid a broken frame is never heard of again: Node does not see that its connection ended.
    'grpc.keepalive_time_ms': served.keepaliveMs,
    'grpc.keepalive_timeout_ms': served.keepaliveMs,
  });
  leaveGoneStreamsAlone(server);
  const services = servicesOf(served);
  for (const { definition, calls } of services) server.addService(strictRequests(definition), calls);
  server.addService(strictRequests(featuresGrpc.ServerFeaturesService), featuresCalls(services));
  return server;
};

const servicesOf = ({ store, groups, node, maintenance, stopping }: Served): readonly ServedService[] => [
  streamsService(store, stopping),
  { definition: persistentDefinition, calls: persistentCalls(groups), features: featuresOf(persistentDefinition) },
  projectionsService(systemProjections(store)),
  operationsService(maintenance),
  monitoringService(node, stopping),
  usersService(),
  { definition: gossipGrpc.GossipService, calls: gossipCalls(node) },
];

/** Every method of persistent subscriptions works on streams and on `$all`; the official client asks for both by name. */
const featuresOf = (definition: ServiceDefinition): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.keys(definition).map((method) => [method, ['stream', 'all']]));

const streamsService = (store: EventStore, stopping: AbortSignal): ServedService => {
  const { StreamsService } = streamsGrpc;
  return {
    // What is stored is what is sent: these messages are bytes already. The generated types do not know that.
    definition: {
      ...StreamsService,
      read: { ...StreamsService.read, responseSerialize: asBytes },
      append: { ...StreamsService.append, responseSerialize: asBytes },
      batchAppend: { ...StreamsService.batchAppend, requestDeserialize: asBytes, responseSerialize: asBytes },
    },
    calls: {
      read: readCall(store, stopping),
      append: appendCall(store, stopping),
      batchAppend: batchAppendCall(store, stopping),
      delete: deleteCall(store, stopping),
      tombstone: tombstoneCall(store, stopping),
    },
  };
};
