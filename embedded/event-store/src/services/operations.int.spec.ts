import { credentials } from '@grpc/grpc-js';
import { ScavengeNotFoundError } from '@eventstore/db-client';
import { expect } from 'chai';
import { failureOf, serving, thing } from '../testing/served.js';

describe('an operator', () => {
  const served = serving();
  /** The client has no method of its own for these: its generated stubs are called as it calls them. */
  const operations = async () => {
    const { default: grpc } = await import('@eventstore/db-client/generated/operations_grpc_pb.js');
    return new grpc.OperationsClient(`127.0.0.1:${served().server.port.toString()}`, credentials.createInsecure());
  };
  const call = <Answer>(start: (callback: (error: Error | null, answer: Answer) => void) => unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      start((error, answer) => {
        if (error) reject(error);
        else resolve(answer);
      });
    });

  it('scavenges, merges indexes, restarts subscriptions; a node that is alone has nobody to resign to', async () => {
    const { default: pb } = await import('@eventstore/db-client/generated/operations_pb.js');
    const { default: shared } = await import('@eventstore/db-client/generated/shared_pb.js');
    const { convertToCommandError } = await import('@eventstore/db-client/dist/utils/CommandError.js');
    const client = await operations();
    const options = new pb.StartScavengeReq.Options().setThreadCount(1);
    const begun = await call<InstanceType<typeof pb.ScavengeResp>>((done) =>
      client.startScavenge(new pb.StartScavengeReq().setOptions(options), done),
    );
    expect(begun.getScavengeId()).to.match(/^[0-9a-f-]{36}$/);
    const stop = new pb.StopScavengeReq().setOptions(new pb.StopScavengeReq.Options().setScavengeId('none'));
    const unknown = await failureOf(() => call((done) => client.stopScavenge(stop, done)));
    expect(convertToCommandError(unknown as Error)).to.be.instanceOf(ScavengeNotFoundError);
    await call((done) => client.mergeIndexes(new shared.Empty(), done));
    await call((done) => client.restartPersistentSubscriptions(new shared.Empty(), done));
    const refused = await failureOf(() => call((done) => client.resignNode(new shared.Empty(), done)));
    expect((refused as Error).message)
      .to.contain('UNIMPLEMENTED')
      .and.to.contain('alone');
    client.close();
  });

  it('sees the figures of the node, and ends it', async () => {
    const { default: grpc } = await import('@eventstore/db-client/generated/monitoring_grpc_pb.js');
    const { default: pb } = await import('@eventstore/db-client/generated/monitoring_pb.js');
    const { default: shared } = await import('@eventstore/db-client/generated/shared_pb.js');
    const address = `127.0.0.1:${served().server.port.toString()}`;
    const monitoring = new grpc.MonitoringClient(address, credentials.createInsecure());
    const stats = monitoring.stats(new pb.StatsReq().setRefreshTimePeriodInMs('100'));
    const seen: string[][] = [];
    await new Promise<void>((resolve, reject) => {
      stats.on('error', reject);
      stats.on('data', (figures: InstanceType<typeof pb.StatsResp>) => {
        seen.push(Array.from(figures.getStatsMap().keys()));
        if (seen.length === 2) resolve();
      });
    });
    expect(seen[0]).to.include.members(['es-events', 'es-logBytes', 'proc-mem']);
    stats.on('error', () => undefined);
    stats.cancel();
    monitoring.close();
    const client = await operations();
    await call((done) => client.shutdown(new shared.Empty(), done));
    client.close();
    const refused = await failureOf(() => served().client.appendToStream('late', thing('a')));
    expect((refused as Error).message).to.contain('UNAVAILABLE');
  });
});
