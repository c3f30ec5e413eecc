import { credentials, status } from '@grpc/grpc-js';
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../../server.js';
import { temporaryFolder } from '../../testing/server-process.js';

type Call = ReturnType<persistentGrpc.PersistentSubscriptionsClient['read']>;

/** What the official client never sends. */
describe('a read of a persistent subscription that breaks the protocol', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: persistentGrpc.PersistentSubscriptionsClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0 });
    const { PersistentSubscriptionsClient } = persistentGrpc;
    client = new PersistentSubscriptionsClient(`127.0.0.1:${server.port.toString()}`, credentials.createInsecure());
    const settings = new persistentPb.CreateReq.Settings().setReadBatchSize(20).setHistoryBufferSize(500);
    const options = new persistentPb.CreateReq.Options().setGroupName('g').setSettings(settings);
    options.setStreamIdentifier(identifier);
    await new Promise<void>((resolve, reject) => {
      client.create(new persistentPb.CreateReq().setOptions(options), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  });
  after(async () => {
    client.close();
    await server.close();
    folder.remove();
  });

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

  it('is told that it begins with its options', async () => {
    const failure = await failureOf(new persistentPb.ReadReq().setAck(new persistentPb.ReadReq.Ack()));
    expect(failure).to.deep.include({ code: status.INVALID_ARGUMENT, details: 'a read begins with its options' });
  });
  it('is told that it has them once', async () => {
    const failure = await failureOf(options(), options());
    expect(failure.code).to.equal(status.INVALID_ARGUMENT);
    expect(failure.details).to.contain('options once');
  });
  it('is told that an action is none', async () => {
    // A nack whose only field is the action 9: the generated type knows no such number.
    const nack = persistentPb.ReadReq.deserializeBinary(Uint8Array.of(26, 2, 24, 9));
    const failure = await failureOf(options(), nack);
    expect(failure.code).to.equal(status.INVALID_ARGUMENT);
    expect(failure.details).to.contain('there is no action 9');
  });
});
