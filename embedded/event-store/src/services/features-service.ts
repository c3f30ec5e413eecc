import type { handleUnaryCall, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { serverVersion } from './node.js';

/** A service with what is said of it: the official client chooses its paths by that. */
export type ServedService = {
  readonly definition: ServiceDefinition;
  readonly calls: UntypedServiceImplementation;
  /** What a method can do beside its bare self, by the method's name in the definition. */
  readonly features?: Readonly<Record<string, readonly string[]>>;
  /** Methods that are there only to say why they are not served. */
  readonly refused?: readonly string[];
};

/** `ServerFeatures`: names exactly what is served. */
export const featuresCalls = (services: readonly ServedService[]): UntypedServiceImplementation => {
  const getSupportedMethods: handleUnaryCall<Empty, SupportedMethods> = (_, callback) => {
    callback(null, supportedMethods(services));
  };
  return { getSupportedMethods };
};

const supportedMethods = (services: readonly ServedService[]): SupportedMethods => {
  const answer = new featuresPb.SupportedMethods().setEventStoreServerVersion(serverVersion);
  for (const { definition, features = {}, refused = [] } of services) {
    for (const [name, { path }] of Object.entries(definition)) {
      const [, service = '', method = ''] = path.split('/');
      if (refused.includes(name)) continue;
      answer.addMethods(
        new featuresPb.SupportedMethod()
          .setServiceName(service)
          .setMethodName(method)
          .setFeaturesList([...(features[name] ?? [])]),
      );
    }
  }
  return answer;
};
