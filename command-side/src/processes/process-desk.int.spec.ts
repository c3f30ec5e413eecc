import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { eventually, openRunningShop, startStores, type RunningShop, type Stores } from '../testing/running-shop.js';

describe('what a process cannot deal with, as the person on call sees it', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });
  const parked = async (): Promise<readonly Record<string, unknown>[]> => {
    const { body } = await shop.administrator.ask('GET', '/processes');
    const { processes } = body as { processes: { process: string; parked: Record<string, unknown>[] }[] };
    return processes.find(({ process }) => process === 'stock-keeping')?.parked ?? [];
  };
  const readiness = async () => (await shop.administrator.ask('GET', '/health/ready')).body;

  it('is listed with its reason, and let be when somebody says why', async () => {
    const eventId = randomUUID();
    const metadata = {
      ...{ $correlationId: 'c', $causationId: 'c', commandId: 'c', actor: { kind: 'system', id: 'spec' } },
      ...{ occurredAt: '2026-01-01T00:00:00.000Z', origin: 'live', schemaVersion: 1 },
    };
    const broken = jsonEvent({ id: eventId, type: 'OrderPlaced', data: { orderId: 'broken' }, metadata });
    await stores.eventStore.appendToStream('order-broken', broken);
    await eventually('it is parked', async () => (await parked()).length === 1);
    const [event] = await parked();
    expect(event).to.include({ eventId, streamId: 'order-broken', type: 'OrderPlaced' });
    expect(String(event?.['reason'])).to.include('order-broken');
    expect(JSON.stringify(await readiness())).to.include('stock-keeping is stuck at order-broken');

    const skip = { eventId, reason: 'written by hand' };
    const told = await shop.administrator.post('/processes/stock-keeping/skips', skip, 'let-it-be-once');
    expect(told.status).to.equal(200);
    await eventually('it is let be', async () => (await parked()).length === 0);
    await eventually('nothing is stuck', async () => !JSON.stringify(await readiness()).includes('stuck'));
    const [said] = await stores.stream('skips-stock-keeping');
    expect(said?.type === 'ParkedEventSkipped' && said.data.reason).to.equal('written by hand');
    expect(said?.metadata.actor.kind).to.equal('staff');
  });

  it('is not for others, and not of a process that there is not', async () => {
    expect((await shop.clerk.ask('GET', '/processes')).status).to.equal(403);
    const skip = { eventId: randomUUID(), reason: 'why not' };
    expect((await shop.clerk.post('/processes/stock-keeping/skips', skip)).status).to.equal(403);
    for (const [path, body] of [
      ['/processes/dream-keeping/skips', skip],
      ['/processes/dream-keeping/replays', undefined],
    ] as const) {
      const answer = await shop.administrator.post(path, body);
      expect([answer.status, answer.body['code']]).to.deep.equal([404, 'process-not-found']);
    }
    expect((await shop.administrator.post('/processes/stock-keeping/replays')).status).to.equal(202);
  });
});
