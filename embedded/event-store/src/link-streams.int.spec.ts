import { EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { startEventStore, type RunningEventStore } from './server.js';
import { EventStore } from './store/event-store.js';
import { temporaryFolder } from './testing/server-process.js';

const event = (label: string, more: { readonly type?: string; readonly order?: string } = {}) =>
  jsonEvent({
    id: randomUUID(),
    type: more.type ?? 'thing',
    data: { label },
    ...(more.order === undefined ? {} : { metadata: { $correlationId: more.order } }),
  });

describe('the streams of links', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: EventStoreDBClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0 });
    client = EventStoreDBClient.connectionString(server.url);
    await client.appendToStream('cart-1', [event('a', { order: 'o-1' }), event('b', { type: 'other' })]);
    await client.appendToStream('cart-2', event('c', { order: 'o-1' }));
    await client.appendToStream('shelf-1', event('d', { order: 'o-2' }));
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
  });

  const labels = async (stream: string, options = {}): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { event: read, link } of client.readStream<{ type: string; data: { label: string } }>(stream, {
      resolveLinkTos: true,
      ...options,
    }))
      found.push(`${link?.revision.toString() ?? '-'}:${read?.data.label ?? 'gone'}`);
    return found;
  };

  it('hold the events of a category, of a type and of a correlation id, in the order of the log', async () => {
    expect(await labels('$ce-cart')).to.deep.equal(['0:a', '1:b', '2:c']);
    expect(await labels('$et-other')).to.deep.equal(['0:b']);
    expect(await labels('$bc-o-1')).to.deep.equal(['0:a', '1:c']);
    expect(await labels('$ce-cart', { direction: 'backwards', fromRevision: 'end', maxCount: 2 })).to.deep.equal([
      '2:c',
      '1:b',
    ]);
    expect(await labels('$streams')).to.include.members(['1:a', '2:c', '3:d']);
  });
  it('are followed live', async () => {
    const subscription = client.subscribeToStream('$ce-cart', { fromRevision: START, resolveLinkTos: true });
    const seen: string[] = [];
    const done = new Promise<void>((resolve) =>
      subscription.on('data', ({ event: read, link }) => {
        seen.push(`${link?.revision.toString() ?? '-'}@${read?.streamId ?? 'gone'}`);
        if (seen.length === 4) resolve();
      }),
    );
    await client.appendToStream('cart-3', event('e'));
    await done;
    await subscription.unsubscribe();
    expect(seen).to.deep.equal(['0@cart-1', '1@cart-1', '2@cart-2', '3@cart-3']);
  });
  it('can be shortened and deleted like any stream', async () => {
    await client.setStreamMetadata('$ce-shelf', { truncateBefore: 1 });
    await client.appendToStream('shelf-2', event('f'));
    expect(await labels('$ce-shelf')).to.deep.equal(['1:f']);
  });
  it('say that an event is gone whose stream was deleted', async () => {
    await client.appendToStream('lost-1', event('g'));
    await client.tombstoneStream('lost-1');
    expect(await labels('$ce-lost')).to.deep.equal(['0:gone']);
  });
  it('have the same links with the same ids whenever they are read', async () => {
    const ids = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const { event: read } of client.readStream('$ce-cart')) found.push(read?.id ?? '');
      return found;
    };
    expect(new Set(await ids()).size).to.equal(4);
    expect(await ids()).to.deep.equal(await ids());
  });
});

describe('a system projection that was stopped', () => {
  it('stands still, also over a restart, and has missed nothing when it goes on', async () => {
    const folder = temporaryFolder();
    let store = EventStore.open(folder.path);
    const add = (stream: string) =>
      store.append(stream, { kind: 'any' }, [
        {
          id: randomUUID(),
          type: 'thing',
          contentType: 'application/json',
          data: Buffer.from('{}'),
          metadata: Buffer.alloc(0),
        },
      ]);
    const end = () => store.readable('$ce-cart')?.end;
    await store.begin();
    await add('cart-1');
    await store.setProjecting('$by_category', false);
    await add('cart-2');
    expect(end()).to.equal(1);
    await store.close();
    store = EventStore.open(folder.path);
    expect(store.isProjecting('$by_category')).to.equal(false);
    expect(end()).to.equal(1);
    await store.setProjecting('$by_category', true);
    expect(end()).to.equal(2);
    await add('cart-3');
    expect(end()).to.equal(3);
    await store.close();
    folder.remove();
  });
});
