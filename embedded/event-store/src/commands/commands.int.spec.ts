import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { startEventStore, type RunningEventStore } from '../server.js';
import { runMain, temporaryFolder } from '../testing/server-process.js';

const tell = (): void => undefined;
const event = (label: string) =>
  jsonEvent({
    id: randomUUID(),
    type: 'thing',
    data: { label, filler: 'x'.repeat(100) },
    metadata: { $correlationId: label },
  });

/** Everything that is read from `$all`, but for positions and what servers write of themselves. */
const history = async (url: string): Promise<readonly string[]> => {
  const client = EventStoreDBClient.connectionString(url);
  const found: string[] = [];
  for await (const { event: read } of client.readAll())
    if (read && !/^\$(epoch|scavenges)/.test(read.streamId))
      found.push(
        JSON.stringify([
          read.streamId,
          read.revision.toString(),
          // A tombstone is made by the server that it stands in.
          read.type === '$streamDeleted' ? '' : read.id,
          read.type,
          read.isJson,
          read.data,
          read.metadata,
        ]),
      );
  await client.dispose();
  return found;
};

describe('the commands of the event store', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const other = temporaryFolder();
  let server: RunningEventStore;
  let client: EventStoreDBClient;
  const log = (file = ''): string => join(folder.path, 'log', file);

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0, segmentBytes: 6_000, tell });
    client = EventStoreDBClient.connectionString(server.url);
    for (let n = 0; n < 30; n++) {
      await client.appendToStream('cart-1', [event(`a${n.toString()}`), event(`b${n.toString()}`)]);
      await client.appendToStream(`cart-${n.toString()}`, event('c'));
    }
    // Numbers that JavaScript rounds must be copied as they are.
    await client.deleteStream('cart-7');
    await client.tombstoneStream('cart-8');
    await client.setStreamMetadata('cart-1', { maxCount: 10 });
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
    other.remove();
  });

  describe('backup', () => {
    it('copies a store that serves, and the copy has the same history at the same positions', async () => {
      const target = join(other.path, 'backup');
      const { code, output } = await runMain(['backup', target, '--data', folder.path, '--json']);
      expect(code, output).to.equal(0);
      expect(JSON.parse(output)).to.include.keys('segments', 'bytes', 'end');
      const copy = await startEventStore({ dataDir: target, port: 0, tell });
      expect(await history(copy.url)).to.deep.equal(await history(server.url));
      await copy.close();
    });
    it('writes over nothing, and takes nothing for a store that is none', async () => {
      const full = await runMain(['backup', folder.path, '--data', folder.path]);
      expect(full.code).to.equal(1);
      expect(full.output).to.contain('is not empty');
      const none = await runMain(['backup', join(other.path, 'new'), '--data', other.path]);
      expect(none.code).to.equal(1);
      expect(none.output).to.contain('holds no event log');
    });
    it('is not made of damage', async () => {
      const target = join(other.path, 'damaged');
      expect((await runMain(['backup', target, '--data', folder.path])).code).to.equal(0);
      const [first = ''] = readdirSync(join(target, 'log')).filter((name) => name.endsWith('.log'));
      const path = join(target, 'log', first);
      const bytes = readFileSync(path);
      bytes.writeUInt8(bytes.readUInt8(900) ^ 16, 900);
      writeFileSync(path, bytes);
      const { code, output } = await runMain(['backup', join(other.path, 'of-damaged'), '--data', target]);
      expect(code).to.equal(1);
      expect(output).to.contain(path).and.to.contain('is damaged');
    });
  });

  describe('check', () => {
    it('finds nothing in a store that is whole, while it serves', async () => {
      const { code, output } = await runMain(['check', '--data', folder.path]);
      expect(code, output).to.equal(0);
      expect(output).to.match(/\d+ events in \d+ segments: nothing is wrong/);
    });
    it('names a missing segment, an index file that is gone, and an end inside a frame', async () => {
      const target = join(other.path, 'checked');
      expect((await runMain(['backup', target, '--data', folder.path])).code).to.equal(0);
      const files = readdirSync(join(target, 'log')).filter((name) => name.endsWith('.log'));
      const findings = async (): Promise<readonly { kind: string; what: string }[]> => {
        const { output } = await runMain(['check', '--data', target, '--json']);
        return (JSON.parse(output) as { findings: { kind: string; what: string }[] }).findings;
      };
      expect((await findings()).map(({ kind }) => kind)).to.deep.equal(files.slice(1).map(() => 'index'));
      await (await startEventStore({ dataDir: target, port: 0, tell })).close();
      expect(await findings()).to.deep.equal([]);
      appendFileSync(join(target, 'log', files.at(-1) ?? ''), readFileSync(log(files[0])).subarray(0, 100));
      expect((await findings()).map(({ kind }) => kind)).to.deep.equal(['torn']);
      rmSync(join(target, 'log', files[1] ?? ''));
      const found = await findings();
      expect(found.map(({ kind }) => kind)).to.include('damage');
      expect(found.map(({ what }) => what).join()).to.contain('a piece between them is missing');
    });
    it('has words and an exit code of its own for wrong usage', async () => {
      expect((await runMain(['check'])).code).to.equal(2);
      expect((await runMain(['check', '--data', other.path])).code).to.equal(1);
      expect((await runMain(['frobnicate'])).code).to.equal(2);
      expect((await runMain(['check', '--help'])).code).to.equal(0);
    });
  });

  describe('copy', () => {
    it('brings order, ids, types, bytes and revisions into another store, and can be called again', async () => {
      const target = await startEventStore({ dataDir: join(other.path, 'target'), port: 0, tell });
      const first = await runMain(['copy', '--to', target.url, '--data', folder.path]);
      expect(first.code, first.output).to.equal(0);
      expect(await history(target.url)).to.deep.equal(await history(server.url));
      await client.appendToStream('cart-2', event('later'));
      const second = await runMain(['copy', '--to', target.url, '--data', folder.path, '--json']);
      expect(second.code, second.output).to.equal(0);
      expect(await history(target.url)).to.deep.equal(await history(server.url));
      // A copy that was killed sends some of its events again.
      const [state = ''] = readdirSync(folder.path).filter((file) => file.startsWith('copy-to-'));
      const { copiedUpTo } = JSON.parse(readFileSync(join(folder.path, state), 'utf8')) as { copiedUpTo: number };
      writeFileSync(join(folder.path, state), JSON.stringify({ copiedUpTo: copiedUpTo - 1 }));
      expect((await runMain(['copy', '--to', target.url, '--data', folder.path])).code).to.equal(0);
      expect(await history(target.url)).to.deep.equal(await history(server.url));
      rmSync(join(folder.path, state));
      const unknown = await runMain(['copy', '--to', target.url, '--data', folder.path]);
      expect(unknown.code).to.equal(1);
      expect(unknown.output).to.contain('there is no state file');
      await target.close();
    });
    it('stops where the target holds something else', async () => {
      const target = await startEventStore({ dataDir: join(other.path, 'foreign'), port: 0, tell });
      const there = EventStoreDBClient.connectionString(target.url);
      await there.appendToStream('cart-1', event('foreign'));
      await there.dispose();
      const state = join(other.path, 'state.json');
      writeFileSync(state, JSON.stringify({ copiedUpTo: 0 }));
      const { code, output } = await runMain(['copy', '--to', target.url, '--data', folder.path, '--state', state]);
      expect(code).to.equal(1);
      expect(output).to.contain('stream "cart-1" of the target holds other events');
      await target.close();
    });
  });

  describe('scavenge', () => {
    it('gives back room of the store that serves', async () => {
      const before = await history(server.url);
      const { code, output } = await runMain(['scavenge', '--url', server.url, '--json']);
      expect(code, output).to.equal(0);
      const { result, spaceSaved } = JSON.parse(output) as { result: string; spaceSaved: number };
      expect(result).to.equal('Success');
      expect(spaceSaved).to.be.greaterThan(5_000);
      expect(before).to.include.members([...(await history(server.url))]);
      expect((await runMain(['check', '--data', folder.path])).output).to.contain('nothing is wrong');
    });
    it('says that nobody answers', async () => {
      expect((await runMain(['scavenge', '--url', 'esdb://127.0.0.1:1?tls=false'])).code).to.equal(1);
    });
  });
});
