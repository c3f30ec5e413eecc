import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../server.js';
import { temporaryFolder } from '../testing/server-process.js';

describe('an append over plain HTTP', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: EventStoreDBClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0, tell: () => undefined });
    client = EventStoreDBClient.connectionString(server.url);
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
  });

  const post = async (path: string, headers: Record<string, string>, body = '{"n":1}') => {
    const response = await fetch(`http://127.0.0.1:${server.port.toString()}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    });
    return { code: response.status, location: response.headers.get('location'), text: await response.text() };
  };

  it('is an event as any other, also when its JSON is none', async () => {
    const id = '11111111-2222-4333-8444-555555555555';
    expect(await post('/streams/cart%2D1', { 'ES-EventType': 'thing', 'ES-EventId': id })).to.include({
      code: 201,
      location: '/streams/cart-1/0',
    });
    expect((await post('/streams/cart-1', { 'ES-EventType': 'thing', 'ES-EventId': id })).location).to.equal(
      '/streams/cart-1/0',
    );
    expect((await post('/streams/cart-1', { 'ES-EventType': 'broken' }, '{ no json')).code).to.equal(201);
    const types: string[] = [];
    for await (const { event } of client.readStream('cart-1', { maxCount: 1 })) types.push(event?.type ?? '');
    expect(types).to.deep.equal(['thing']);
  });
  it('is refused with what would be right', async () => {
    const thing = { 'ES-EventType': 'thing' };
    const cases = [
      [await post('/streams/cart-1', {}), 400, 'ES-EventType'],
      [await post('/streams/cart-1', { ...thing, 'ES-EventId': 'x' }), 400, 'expected a UUID'],
      [await post('/streams/cart-1', { ...thing, 'ES-ExpectedVersion': 'x' }), 400, 'give a revision'],
      [await post('/streams/cart-1', { ...thing, 'ES-ExpectedVersion': '7' }), 400, 'is at 1'],
      [await post('/streams/%ff', thing), 400, 'is no name in a URL'],
      [await post('/streams/cart-1', { ...thing, 'Content-Type': 'text/xml' }), 415, 'application/json'],
      [await post('/streams/cart-1', { ...thing, Origin: 'https://example.com' }), 403, 'page'],
      [await post('/streams/cart-1', thing, 'x'.repeat(1024 * 1024 + 1)), 413, '1048576 bytes'],
    ] as const;
    for (const [{ code, text }, wanted, words] of cases) {
      expect(code, text).to.equal(wanted);
      expect(text).to.contain(words);
    }
    await client.tombstoneStream('cart-2');
    expect((await post('/streams/cart-2', thing)).code).to.equal(410);
  });
});
