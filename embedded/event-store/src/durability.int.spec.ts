import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FRAME_HEADER } from './log/frame.js';
import { CorruptLog } from './log/segment-log.js';
import { startEventStore } from './server.js';
import { runMain, startProcess, temporaryFolder } from './testing/server-process.js';

const logFile = (folder: string): string =>
  join(
    folder,
    'log',
    readdirSync(join(folder, 'log'))
      .filter((name) => name.endsWith('.log'))
      .at(-1) ?? '',
  );

/** As if the process had been killed: the log does not know that it was whole. */
const forgetTheOrderlyEnd = (folder: string): void => {
  rmSync(join(folder, 'log', 'end'));
};

/** Every event of the log, as `stream:label`, in order. */
const contents = async (url: string): Promise<readonly string[]> => {
  const client = EventStoreDBClient.connectionString(url);
  const found: string[] = [];
  for await (const { event } of client.readAll())
    if (event?.type === 'thing')
      found.push(`${event.streamId}:${event.revision.toString()}:${JSON.stringify(event.data)}`);
  await client.dispose();
  return found;
};

describe('what was acknowledged', function () {
  this.timeout(60_000);

  it('is there after each of five kills under load: nothing lost, doubled or out of order', async () => {
    const folder = temporaryFolder();
    const acknowledged: string[] = [];
    for (let kill = 0; kill < 5; kill++) {
      const server = await startProcess(folder.path);
      const client = EventStoreDBClient.connectionString(server.url);
      let stopped = false;
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let n = 0; !stopped; n++) {
          const data = { label: `${kill.toString()}.${writer.toString()}.${n.toString()}` };
          try {
            const { nextExpectedRevision } = await client.appendToStream(
              `writer-${writer.toString()}`,
              jsonEvent({ type: 'thing', data }),
            );
            acknowledged.push(`writer-${writer.toString()}:${nextExpectedRevision.toString()}:${JSON.stringify(data)}`);
          } catch {
            return;
          }
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 150 + kill * 40));
      await server.kill('SIGKILL');
      stopped = true;
      await Promise.all(writers);
      await client.dispose();
    }
    const server = await startProcess(folder.path);
    const found = await contents(server.url);
    await server.kill('SIGTERM');
    folder.remove();
    expect(acknowledged.length).to.be.greaterThan(50);
    expect(new Set(found).size).to.equal(found.length);
    const held = new Set(found);
    expect(acknowledged.filter((entry) => !held.has(entry))).to.deep.equal([]);
    for (let writer = 0; writer < 4; writer++) {
      const revisions = found
        .filter((entry) => entry.startsWith(`writer-${writer.toString()}:`))
        .map((entry) => Number(entry.split(':')[1]));
      expect(revisions).to.deep.equal(revisions.map((_, i) => i));
    }
  });

  it('stays when the last frame was torn, which is cut off and written over', async () => {
    const folder = temporaryFolder();
    const first = await startEventStore({ dataDir: folder.path, port: 0 });
    const client = EventStoreDBClient.connectionString(first.url);
    await client.appendToStream(
      'torn-1',
      [1, 2].map((n) => jsonEvent({ type: 'thing', data: { n } })),
    );
    const whole = statSync(logFile(folder.path)).size;
    await client.appendToStream('torn-1', jsonEvent({ type: 'thing', data: { n: 3 } }));
    await client.dispose();
    await first.close();
    truncateSync(logFile(folder.path), statSync(logFile(folder.path)).size - 5);
    forgetTheOrderlyEnd(folder.path);
    const told: string[] = [];
    const tell = (level: string): void => void told.push(level);
    const second = await startEventStore({ dataDir: folder.path, port: 0, tell });
    expect(told).to.deep.equal(['warn']);
    expect(await contents(second.url)).to.have.length(2);
    expect(statSync(logFile(folder.path)).size).to.equal(whole);
    await second.close();
    appendFileSync(logFile(folder.path), Buffer.alloc(64));
    const third = await startEventStore({ dataDir: folder.path, port: 0, tell });
    const again = EventStoreDBClient.connectionString(third.url);
    expect(
      (await again.appendToStream('torn-1', jsonEvent({ type: 'thing', data: { n: 4 } }))).nextExpectedRevision,
    ).to.equal(2n);
    await again.dispose();
    await third.close();
    folder.remove();
  });

  it('is missed when the log was whole at an orderly stop and its last frame is not: that was no crash', async () => {
    const folder = temporaryFolder();
    const first = await startEventStore({ dataDir: folder.path, port: 0 });
    const client = EventStoreDBClient.connectionString(first.url);
    await client.appendToStream('last-1', jsonEvent({ type: 'thing', data: { n: 1 } }));
    await client.dispose();
    await first.close();
    const sound = readFileSync(logFile(folder.path));
    const flipped = Buffer.from(sound);
    flipped.writeUInt8(flipped.readUInt8(flipped.length - 9) ^ 4, flipped.length - 9);
    for (const damaged of [flipped, sound.subarray(0, sound.length - 5)]) {
      writeFileSync(logFile(folder.path), damaged);
      const failure: unknown = await startEventStore({ dataDir: folder.path, port: 0 }).then(
        (running) => running.close(),
        (error: unknown) => error,
      );
      expect(String(failure)).to.contain('it was whole when the log was last stopped in order');
      expect(readFileSync(logFile(folder.path)).equals(damaged), 'the file is left as it is').to.equal(true);
    }
    folder.remove();
  });

  it('is never served when it was damaged: the server names the place and does not start', async () => {
    const folder = temporaryFolder();
    const first = await startEventStore({ dataDir: folder.path, port: 0 });
    const client = EventStoreDBClient.connectionString(first.url);
    for (let n = 0; n < 5; n++) await client.appendToStream('hurt-1', jsonEvent({ type: 'thing', data: { n } }));
    await client.dispose();
    await first.close();
    const sound = readFileSync(logFile(folder.path));
    const starts: number[] = [];
    for (let at = 0; at < sound.length; at += FRAME_HEADER + sound.readUInt32LE(at)) starts.push(at);
    expect(starts).to.have.length(6);
    const flips = starts.slice(0, -1).flatMap((start) => [
      // The lowest bits of the length point into the next frame, the 17th far past the end of the file.
      ...[0, 7, 17, 31].map((bit) => ({ start, byte: start + (bit >> 3), bit: bit & 7 })),
      { start, byte: start + FRAME_HEADER + 40, bit: 2 },
    ]);
    for (const { start, byte, bit } of flips) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(byte) ^ (1 << bit), byte);
      writeFileSync(logFile(folder.path), bytes);
      let failure: unknown;
      await startEventStore({ dataDir: folder.path, port: 0 }).then(
        (running) => running.close(),
        (error: unknown) => (failure = error),
      );
      expect(failure, `byte ${byte.toString()}`).to.be.instanceOf(CorruptLog);
      expect(String(failure)).to.match(new RegExp(`offset ${start.toString()} of .*\\.log is damaged`));
      expect(readFileSync(logFile(folder.path)).equals(bytes), 'the file is left as it is').to.equal(true);
    }
    writeFileSync(logFile(folder.path), sound);
    const again = await startEventStore({ dataDir: folder.path, port: 0 });
    expect(await contents(again.url)).to.have.length(5);
    await again.close();
    folder.remove();
  });
});

describe('the command line', function () {
  this.timeout(20_000);

  it('takes one process to a folder, and a folder that a killed one left behind', async () => {
    const folder = temporaryFolder();
    const first = await startProcess(folder.path);
    const second = await runMain(['--data', folder.path, '--port', '0']);
    expect(second.code).to.equal(1);
    expect(second.output).to.match(/is held by process \d+/);
    await first.kill('SIGKILL');
    const third = await startProcess(folder.path);
    expect(await third.kill('SIGTERM')).to.equal(0);
    folder.remove();
  });

  it('listens on loopback only, and points to EventStoreDB for more', async () => {
    const folder = temporaryFolder();
    const { code, output } = await runMain(['--data', folder.path, '--host', '0.0.0.0']);
    expect(code).to.equal(1);
    expect(output).to.contain('127.0.0.1 only').and.to.contain('EventStoreDB');
    folder.remove();
  });

  it('tells a taken port and a wrong use apart by the exit code', async () => {
    const folder = temporaryFolder();
    const other = temporaryFolder();
    const server = await startProcess(folder.path);
    const taken = await runMain(['--data', other.path, '--port', server.port.toString()]);
    expect(taken.code).to.equal(1);
    expect(taken.output).to.contain(`port ${server.port.toString()} is taken`);
    expect((await runMain(['--port', 'x', '--data', other.path])).code).to.equal(2);
    expect((await runMain([])).code).to.equal(2);
    await server.kill('SIGTERM');
    folder.remove();
    other.remove();
  });
});
