import { credentials, status } from '@grpc/grpc-js';
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { CreateReq, ReadReq, SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../../server.js';
import { temporaryFolder } from '../../testing/server-process.js';

type Call = ReturnType<persistentGrpc.PersistentSubscriptionsClient['read']>;

/** What the official client of today never sends. */
describe('a persistent subscription, asked for in ways of other clients', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: persistentGrpc.PersistentSubscriptionsClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0 });
    const { PersistentSubscriptionsClient } = persistentGrpc;
    client = new PersistentSubscriptionsClient(`127.0.0.1:${server.port.toString()}`, credentials.createInsecure());
    await create('g', settings());
  });
  after(async () => {
    client.close();
    await server.close();
    folder.remove();
  });

  const settings = () => new persistentPb.CreateReq.Settings().setReadBatchSize(20).setHistoryBufferSize(500);
  /** Creates a group in the way of newer clients, which say the stream and the start together. */
  const create = (group: string, asked: CreateReq.Settings): Promise<void> => {
    const stream = new persistentPb.CreateReq.StreamOptions().setStreamIdentifier(identifier);
    stream.setStart(new sharedPb.Empty());
    const options = new persistentPb.CreateReq.Options().setGroupName(group).setSettings(asked).setStream(stream);
    return new Promise((resolve, reject) => {
      client.create(new persistentPb.CreateReq().setOptions(options), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  };
  const infoOf = (group: string): Promise<SubscriptionInfo | undefined> => {
    const options = new persistentPb.GetInfoReq.Options().setStreamIdentifier(identifier).setGroupName(group);
    return new Promise((resolve, reject) => {
      client.getInfo(new persistentPb.GetInfoReq().setOptions(options), (error, response) => {
        if (error) reject(error);
        else resolve(response.getSubscriptionInfo());
      });
    });
  };
  const identifier = new sharedPb.StreamIdentifier().setStreamName(Buffer.from('s'));
  const options = (): ReadReq =>
    new persistentPb.ReadReq().setOptions(
      new persistentPb.ReadReq.Options().setStreamIdentifier(identifier).setGroupName('g').setBufferSize(10),
    );
  const failureOf = (...requests: readonly ReadReq[]): Promise<{ code: number; details: string }> =>
    new Promise((resolve) => {
      const call: Call = client.read();
      call.on('error', (error: Error & { code: number; details: string }) => {
        resolve(error);
      });
      call.on('data', () => {
        // The confirmation: now it is connected.
        for (const request of requests.slice(1)) call.write(request);
      });
      const [first] = requests;
      if (first) call.write(first);
    });

  it('takes a strategy by name, times in ticks of 100 ns, and the start beside the stream', async () => {
    const asked = settings().setConsumerStrategy('PinnedByCorrelation');
    await create('named', asked.setMessageTimeoutTicks('25000000').setCheckpointAfterTicks('10000000'));
    const info = await infoOf('named');
    expect(info?.getNamedConsumerStrategy()).to.equal('PinnedByCorrelation');
    expect(info?.getMessageTimeoutMilliseconds()).to.equal(2_500);
    expect(info?.getCheckPointAfterMilliseconds()).to.equal(1_000);
    expect(info?.getStartFrom()).to.equal('0');
  });
  it('is refused with a strategy that there is not', async () => {
    const refused = await create('random', settings().setConsumerStrategy('Random')).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.have.property('code', status.INTERNAL);
    expect(String(refused)).to.contain('Consumer strategy Random does not exist; there are RoundRobin');
  });

  it('is told, where it is read, that this begins with its options', async () => {
    const failure = await failureOf(new persistentPb.ReadReq().setAck(new persistentPb.ReadReq.Ack()));
    expect(failure).to.deep.include({ code: status.INVALID_ARGUMENT, details: 'a read begins with its options' });
  });
  it('is told, where it is read, that it has them once', async () => {
    const failure = await failureOf(options(), options());
    expect(failure.code).to.equal(status.INVALID_ARGUMENT);
    expect(failure.details).to.contain('options once');
  });
  it('is told, where it is read, that an action is none', async () => {
    // A nack whose only field is the action 9: the generated type knows no such number.
    const nack = persistentPb.ReadReq.deserializeBinary(Uint8Array.of(26, 2, 24, 9));
    const failure = await failureOf(options(), nack);
    expect(failure.code).to.equal(status.INVALID_ARGUMENT);
    expect(failure.details).to.contain('there is no action 9');
  });
});
