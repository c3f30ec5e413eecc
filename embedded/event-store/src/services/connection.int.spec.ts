import { credentials } from '@grpc/grpc-js';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { expect } from 'chai';
import { labelsOf, serving, thing } from '../testing/served.js';

describe('a client', () => {
  const served = serving();
  const connected = async (connectionString: string): Promise<string[]> => {
    const client = EventStoreDBClient.connectionString(connectionString);
    await client.appendToStream('hello', thing('a'), { requiresLeader: true });
    const labels = await labelsOf(client, 'hello', { maxCount: 1, requiresLeader: true });
    await client.dispose();
    return labels;
  };

  it('finds the node by its address, by discovery, and among several', async () => {
    const place = `127.0.0.1:${served().server.port.toString()}`;
    for (const address of [`esdb://${place}`, `esdb+discover://${place}`, `esdb://127.0.0.1:1,${place}`])
      expect(await connected(`${address}?tls=false&maxDiscoverAttempts=3`), address).to.deep.equal(['a']);
    for (const preference of ['leader', 'follower', 'random'])
      expect(await connected(`esdb+discover://${place}?tls=false&nodePreference=${preference}`)).to.deep.equal(['a']);
  });

  it('is taken with any credentials and any name', async () => {
    const place = `127.0.0.1:${served().server.port.toString()}`;
    expect(await connected(`esdb://admin:changeit@${place}?tls=false&connectionName=it`)).to.deep.equal(['a']);
    const { client } = served();
    const nobody = { credentials: { username: 'nobody', password: 'nothing' } };
    expect(await labelsOf(client, 'hello', { ...nobody, maxCount: 1 })).to.deep.equal(['a']);
  });

  it('learns which methods are served and what they can do', async () => {
    const { default: grpc } = await import('@eventstore/db-client/generated/serverfeatures_grpc_pb.js');
    const { default: shared } = await import('@eventstore/db-client/generated/shared_pb.js');
    const address = `127.0.0.1:${served().server.port.toString()}`;
    const features = new grpc.ServerFeaturesClient(address, credentials.createInsecure());
    const said = await new Promise<SupportedMethods>((resolve, reject) => {
      features.getSupportedMethods(new shared.Empty(), (error, answer) => {
        if (error) reject(error);
        else resolve(answer);
      });
    });
    features.close();
    const methods = new Map(
      said
        .getMethodsList()
        .map((method) => [
          `${method.getServiceName().split('.').at(-1) ?? ''}/${method.getMethodName()}`,
          method.getFeaturesList(),
        ]),
    );
    expect(said.getEventStoreServerVersion()).to.match(/^24\./);
    expect([...methods.keys()]).to.include.members(['Streams/BatchAppend', 'Gossip/Read', 'Monitoring/Stats']);
    expect(methods.get('PersistentSubscriptions/ReplayParked')).to.deep.equal(['stream', 'all']);
    for (const refused of ['Users/Create', 'Operations/ResignNode'])
      expect(methods.has(refused), refused).to.equal(false);
  });
});
