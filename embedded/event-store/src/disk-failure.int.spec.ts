import { EventStoreDBClient, jsonEvent, UnavailableError } from '@eventstore/db-client';
import { expect } from 'chai';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { faultyDisk } from './testing/faulty-disk.js';
import { startProcess, temporaryFolder, type ServerProcess } from './testing/server-process.js';

const thing = (n: number) => jsonEvent({ type: 'thing', data: { n } });

/** What is told of a failure, as objects. */
const told = (server: ServerProcess): readonly Record<string, unknown>[] =>
  server
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => String(msg).includes('disk'));

/** The same, once there are so many: a line may come later than the answer that it is about. */
const toldSoMany = async (server: ServerProcess, count: number): Promise<ReturnType<typeof told>> => {
  while (told(server).length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return told(server);
};

describe('a disk', function () {
  this.timeout(30_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let files: ReturnType<typeof temporaryFolder>;
  let disk: ReturnType<typeof faultyDisk>;
  let running: ServerProcess | undefined;
  let client: EventStoreDBClient | undefined;

  const start = async (): Promise<EventStoreDBClient> => {
    running = await startProcess(folder.path, 0, disk.nodeArgs);
    client = EventStoreDBClient.connectionString(running.url);
    return client;
  };
  const server = (): ServerProcess => {
    if (!running) throw new Error('no server was started');
    return running;
  };
  const logFile = (): string => join(folder.path, 'log', '0000000000000000.log');
  const numbers = async (from: EventStoreDBClient): Promise<readonly unknown[]> => {
    const found: unknown[] = [];
    for await (const { event } of from.readStream('things')) found.push(event?.data);
    return found;
  };

  beforeEach(() => {
    folder = temporaryFolder();
    files = temporaryFolder();
    disk = faultyDisk(files.path);
  });
  afterEach(async () => {
    await client?.dispose();
    await running?.kill('SIGKILL');
    folder.remove();
    files.remove();
  });

  it('that is full refuses appends by name, keeps nothing of them, serves reads, and takes appends when it has room', async () => {
    const store = await start();
    await store.appendToStream('things', thing(0));
    const size = statSync(logFile()).size;
    disk.set('write ENOSPC');
    const failures = await Promise.all(
      [1, 2, 3].map((n) => store.appendToStream('things', thing(n)).catch((error: unknown) => error)),
    );
    failures.push(await store.deleteStream('things').catch((error: unknown) => error));
    for (const failure of failures) {
      expect(failure).to.be.instanceOf(UnavailableError);
      expect(String(failure)).to.match(/the disk has no room .*ENOSPC/);
    }
    expect(statSync(logFile()).size).to.equal(size);
    expect(await numbers(store)).to.deep.equal([{ n: 0 }]);
    expect((await toldSoMany(server(), 1)).map(({ level, path, code }) => ({ level, path, code }))).to.deep.equal([
      { level: 'error', path: logFile(), code: 'ENOSPC' },
    ]);
    disk.set('none');
    const { nextExpectedRevision } = await store.appendToStream('things', thing(4), { expectedRevision: 0n });
    expect(nextExpectedRevision).to.equal(1n);
    expect((await toldSoMany(server(), 2)).map(({ level }) => level)).to.deep.equal(['error', 'info']);
    await store.dispose();
    await server().kill('SIGTERM');
    const again = await start();
    expect(await numbers(again)).to.deep.equal([{ n: 0 }, { n: 4 }]);
    expect(told(server())).to.deep.equal([]);
  });

  for (const fault of ['fdatasync EIO', 'fdatasync ENOSPC'] as const) {
    it(`that fails at ${fault} ends the server, and a repeat after the restart is there once`, async () => {
      const store = await start();
      await store.appendToStream('things', thing(0));
      const size = statSync(logFile()).size;
      disk.set(fault);
      const event = thing(1);
      const failure = await store.appendToStream('things', event).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(UnavailableError);
      expect(await server().ended).to.equal(1);
      expect(told(server()).map(({ level, path, code }) => ({ level, path, code }))).to.deep.equal([
        { level: 'fatal', path: logFile(), code: fault.split(' ')[1] },
      ]);
      expect(statSync(logFile()).size, 'what was not synced is not left for a start to trust').to.equal(size);
      await store.dispose();
      disk.set('none');
      const again = await start();
      expect(await numbers(again)).to.deep.equal([{ n: 0 }]);
      expect((await again.appendToStream('things', event)).nextExpectedRevision).to.equal(1n);
      expect((await again.appendToStream('things', event)).nextExpectedRevision).to.equal(1n);
      expect(await numbers(again)).to.deep.equal([{ n: 0 }, { n: 1 }]);
    });
  }
});
