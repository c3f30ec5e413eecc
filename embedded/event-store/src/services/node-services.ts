import type { handleUnaryCall } from '@grpc/grpc-js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { persistentFeatures } from './persistent/persistent-service.js';

/** The version whose protocol this server speaks. */
export const serverVersion = '24.6.0';

const streamsMethods = ['Read', 'Append', 'BatchAppend', 'Delete', 'Tombstone'];

/** Names exactly what is served: the client chooses its paths by it. */
export const supportedMethodsCall: handleUnaryCall<Empty, SupportedMethods> = (_, callback) => {
  const answer = new featuresPb.SupportedMethods().setEventStoreServerVersion(serverVersion);
  for (const method of streamsMethods) {
    answer.addMethods(
      new featuresPb.SupportedMethod().setServiceName('event_store.client.streams.Streams').setMethodName(method),
    );
  }
  answer.addMethods(
    new featuresPb.SupportedMethod().setServiceName('event_store.client.gossip.Gossip').setMethodName('Read'),
  );
  for (const { method, features } of persistentFeatures.methods) {
    answer.addMethods(
      new featuresPb.SupportedMethod()
        .setServiceName(persistentFeatures.service)
        .setMethodName(method)
        .setFeaturesList([...features]),
    );
  }
  callback(null, answer);
};

/** A cluster of one, which leads. */
export const gossipCall =
  (port: () => number): handleUnaryCall<Empty, ClusterInfo> =>
  (_, callback) => {
    const { MemberInfo, EndPoint, ClusterInfo } = gossipPb;
    const member = new MemberInfo()
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setTimeStamp((Date.now() * 10_000).toString())
      .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(port()));
    callback(null, new ClusterInfo().setMembersList([member]));
  };
