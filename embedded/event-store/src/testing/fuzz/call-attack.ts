import { Client, credentials } from '@grpc/grpc-js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import monitoringGrpc from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import projectionsGrpc from '@eventstore/db-client/generated/projections_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import usersGrpc from '@eventstore/db-client/generated/users_grpc_pb.js';
import type { SeededRandom } from '../seeded-random.js';
import type { Conversation } from './conversation.js';
import { mutate } from './mutate.js';

const services = [
  ...[streamsGrpc.StreamsService, persistentGrpc.PersistentSubscriptionsService, featuresGrpc.ServerFeaturesService],
  ...[gossipGrpc.GossipService, projectionsGrpc.ProjectionsService, usersGrpc.UsersService],
  ...[operationsGrpc.OperationsService, monitoringGrpc.MonitoringService],
];

/** Every method that a client can name, but the one that does as it is told: Shutdown ends the server. */
export const methods: readonly string[] = services
  .flatMap((service) => Object.values(service).map(({ path }) => path))
  .filter((path) => !path.endsWith('/Shutdown'))
  .concat('/event_store.client.streams.Streams/Nothing', '/nothing');

const pass = (bytes: Buffer): Buffer => bytes;
/** A subscription never ends by itself. */
const PATIENCE_MS = 60;

/** Makes calls that are well-formed as HTTP/2 and gRPC and carry messages that are not what they should be. */
export class CallAttacker {
  readonly #client: Client;
  readonly #conversation: Conversation;
  readonly #random: SeededRandom;

  constructor(port: number, conversation: Conversation, random: SeededRandom) {
    // A subchannel of its own: grpc-js shares connections between clients of one address.
    this.#client = new Client(`127.0.0.1:${port.toString()}`, credentials.createInsecure(), {
      'grpc.use_local_subchannel_pool': 1,
    });
    this.#conversation = conversation;
    this.#random = random;
  }

  /** One call, until it ended or was given up. Never fails: what it is answered does not matter. */
  attack(): Promise<void> {
    const { messages } = this.#conversation;
    const random = this.#random;
    // Half of the calls carry a message of their own method, the others what was meant for another.
    const recorded = random.pick(messages);
    const path = random.chance(0.5) ? recorded.path : random.pick(methods);
    return new Promise((resolve) => {
      const call = this.#client.makeBidiStreamRequest(path, pass, pass);
      const timer = setTimeout(() => {
        call.cancel();
      }, PATIENCE_MS);
      call.on('data', () => {
        call.cancel();
      });
      call.on('error', () => undefined);
      call.on('status', () => {
        clearTimeout(timer);
        resolve();
      });
      for (let times = random.pick([1, 1, 1, 2, 5]); times > 0; times--)
        call.write(
          mutate(
            recorded.bytes,
            messages.map(({ bytes }) => bytes),
            random,
          ),
        );
      if (random.chance(0.9)) call.end();
    });
  }

  close(): void {
    this.#client.close();
  }
}
