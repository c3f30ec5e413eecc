import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { serverVersion, type Node } from './node.js';

const TICKS_A_MS = 10_000;

/** `Gossip`: a cluster of one, which leads. Clients that discover their node ask it. */
export const gossipCalls = (node: Node): UntypedServiceImplementation => {
  const read: handleUnaryCall<Empty, ClusterInfo> = (_, callback) => {
    const { MemberInfo, EndPoint, ClusterInfo } = gossipPb;
    const member = new MemberInfo()
      .setInstanceId(new sharedPb.UUID().setString(node.instanceId))
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setTimeStamp((Date.now() * TICKS_A_MS).toString())
      .setHttpEndPoint(new EndPoint().setAddress(node.host).setPort(node.port));
    callback(null, new ClusterInfo().setMembersList([member]));
  };
  return { read };
};

/** The same as people and proxies read it over HTTP. */
export const gossipJson = (node: Node): object => {
  const place = (name: string) => ({ [`${name}Ip`]: node.host, [`${name}Port`]: node.port });
  return {
    members: [
      {
        instanceId: node.instanceId,
        timeStamp: new Date().toISOString(),
        state: 'Leader',
        isAlive: true,
        ...place('httpEndPoint'),
        lastCommitPosition: node.logEnd,
        writerCheckpoint: node.logEnd,
        chaserCheckpoint: node.logEnd,
        epochPosition: 0,
        epochNumber: 0,
        nodePriority: 0,
        isReadOnlyReplica: false,
        esVersion: serverVersion,
      },
    ],
    ...place('server'),
  };
};
