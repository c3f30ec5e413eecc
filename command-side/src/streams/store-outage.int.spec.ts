import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStore, type RunningEventStore } from '@storefold/event-store';
import { connectEventStore, Unavailable } from '@storefold/platform';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { createCommandHandlers, type CommandHandlers } from '../composition/command-handlers.js';
import { contextOf, silent } from '../testing/contexts.js';

describe('when the event store goes away', function () {
  this.timeout(30_000);
  let folder: string;
  let store: RunningEventStore;
  let client: EventStoreDBClient;
  let shop: CommandHandlers;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'storefold-outage-'));
    store = await startEventStore({ dataDir: folder, port: 0 });
    client = connectEventStore(store.url);
    shop = createCommandHandlers({ eventStore: client, logger: silent });
    await shop.defineProduct({ sku: 'MUG', title: 'A mug', priceMinor: 1, currency: 'GBP' }, contextOf('define'));
  });
  after(async () => {
    await client.dispose();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const receive = (id: string) =>
    shop.updateStock({ kind: 'receive', sku: 'MUG', movementId: id, quantity: 1 }, contextOf(`command-${id}`));
  const restart = async () => {
    store = await startEventStore({ dataDir: folder, port: store.port });
  };

  it('a command waits a moment for it, and stands once', async () => {
    await receive('before');
    await store.close();
    const waiting = Promise.all(['a', 'b', 'c'].map(receive));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await restart();
    const outcomes = await waiting;
    expect(outcomes.map((outcome) => outcome.kind)).to.deep.equal(['accepted', 'accepted', 'accepted']);
    const after = await receive('after');
    expect(after.kind === 'accepted' && after.state.onHand).to.equal(5);
  });

  it('says "unavailable" where it stays away, and a repeat succeeds once it is back', async () => {
    await store.close();
    const failed = await receive('late').catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Unavailable);
    await restart();
    const repeated = await receive('late');
    expect(repeated.kind === 'accepted' && repeated.state.onHand).to.equal(6);
  });
});
