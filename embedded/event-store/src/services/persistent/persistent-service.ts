import type { UntypedServiceImplementation, ServiceDefinition } from '@grpc/grpc-js';
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type { SubscriptionGroups } from '../../persistent/subscription-groups.js';
import { groupCalls } from './group-calls.js';
import { readCall } from './read-call.js';

const { PersistentSubscriptionsService } = persistentGrpc;

/** The service as it is served: messages of `Read` are bytes already, since what is stored is what is sent. */
export const persistentDefinition: ServiceDefinition = {
  ...PersistentSubscriptionsService,
  read: { ...PersistentSubscriptionsService.read, responseSerialize: (bytes: Buffer): Buffer => bytes },
};

export const persistentCalls = (groups: SubscriptionGroups): UntypedServiceImplementation => ({
  ...groupCalls(groups),
  read: readCall(groups),
});
