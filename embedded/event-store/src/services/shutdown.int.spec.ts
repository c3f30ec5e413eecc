import { Client, credentials, status, type ServiceError } from '@grpc/grpc-js';
import { END, EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore } from '../server.js';
import { hear } from '../testing/heard.js';
import { temporaryFolder } from '../testing/server-process.js';
import { eventually, failureOf, labelsOf, thing } from '../testing/served.js';

const pass = (bytes: Buffer): Buffer => bytes;
const quiet = (): void => undefined;

describe('a server that stops', () => {
  it('answers what it took, cancels what lasts, refuses what comes, and has all of it after a restart', async () => {
    const folder = temporaryFolder();
    const options = { dataDir: folder.path, port: 0, tell: quiet };
    const server = await startEventStore(options);
    const client = EventStoreDBClient.connectionString(server.url);
    const subscription = hear(client.subscribeToAll({ fromPosition: END }));
    const raw = new Client(`127.0.0.1:${server.port.toString()}`, credentials.createInsecure());
    const idle = new Promise<number>((resolve) => {
      raw
        .makeBidiStreamRequest('/event_store.client.streams.Streams/BatchAppend', pass, pass)
        .on('error', ({ code }: ServiceError) => {
          resolve(code);
        })
        .on('data', quiet);
    });
    await eventually(() => subscription.notes.includes('caughtUp'));

    const acknowledged: string[] = [];
    const writers = Promise.all(
      Array.from({ length: 16 }, (_, writer) =>
        failureOf(async () => {
          for (let k = 0; ; k++) {
            const label = `${writer.toString()}/${k.toString()}`;
            await client.appendToStream('busy', thing(label));
            acknowledged.push(label);
          }
        }),
      ),
    );
    await eventually(() => acknowledged.length > 100);
    await server.close();

    for (const failure of await writers) expect((failure as Error).message).to.match(/CANCELLED|UNAVAILABLE/);
    expect(await idle).to.equal(status.CANCELLED);
    await eventually(() => subscription.notes.includes('CancelledError'));
    expect(subscription.notes).to.include('CancelledError');
    const late = await failureOf(() =>
      client.appendToStream('busy', thing('late'), { credentials: { username: 'a', password: 'b' } }),
    );
    expect((late as Error).message).to.contain('UNAVAILABLE');
    raw.close();
    await client.dispose();

    const again = await startEventStore(options);
    const reader = EventStoreDBClient.connectionString(again.url);
    expect(await labelsOf(reader, 'busy')).to.include.members(acknowledged);
    await reader.dispose();
    await again.close();
    folder.remove();
  });
});
