import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../server.js';
import { EventStore } from '../store/event-store.js';
import { runMain, temporaryFolder } from '../testing/server-process.js';
import { copyLog } from './copy-log.js';
import { logFrames } from './log-frames.js';
import { Scavenger } from './scavenger.js';

const any = { kind: 'any' } as const;
const tell = (): void => undefined;
let made = 0;
const thing = (filler = 200) => ({
  id: `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, '0')}`,
  type: 'thing',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ filler: 'x'.repeat(filler) })),
  metadata: Buffer.alloc(0),
});

describe('a log that grows while it is read by another', function () {
  this.timeout(30_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let store: EventStore;
  const open = (path: string): EventStore => EventStore.open(path, { segmentBytes: 3_000, tell });

  beforeEach(async () => {
    folder = temporaryFolder();
    store = open(join(folder.path, 'source'));
    await store.begin();
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('is read without a hole where segments are begun meanwhile', async () => {
    for (let n = 0; n < 3; n++) await store.append('things', any, [thing()]);
    const revisions: number[] = [];
    for (const { contents } of logFrames(join(folder.path, 'source', 'log'))) {
      if (contents.stream !== 'things') continue;
      revisions.push(contents.firstRevision);
      if (revisions.length < 60) await store.append('things', any, [thing(), thing()]);
    }
    const end = store.readable('things')?.end ?? 0;
    expect(end).to.equal(3 + 59 * 2);
    expect(revisions).to.deep.equal([0, 1, 2, ...Array.from({ length: 59 }, (_, n) => 3 + n * 2)]);
  });

  it('is backed up whole where segments are begun meanwhile', async () => {
    const stopping = new AbortController();
    const written = (async () => {
      while (!stopping.signal.aborted)
        await Promise.all([1, 2, 3].map((n) => store.append(`things-${n.toString()}`, any, [thing(900)])));
    })();
    for (let n = 0; n < 2; n++) {
      const target = join(folder.path, `copy-${n.toString()}`);
      const before = store.index.visible;
      const { code, output } = await runMain(['backup', target, '--data', join(folder.path, 'source'), '--json']);
      expect(code, output).to.equal(0);
      const copy = open(target);
      expect(copy.index.visible).to.be.at.least(before);
      await copy.close();
    }
    stopping.abort();
    await written;
  });

  describe('and is copied', () => {
    let target: RunningEventStore;
    let client: EventStoreDBClient;

    beforeEach(async () => {
      mkdirSync(join(folder.path, 'target'));
      target = await startEventStore({ dataDir: join(folder.path, 'target'), port: 0, tell });
      client = EventStoreDBClient.connectionString(target.url);
    });
    afterEach(async () => {
      await client.dispose();
      await target.close();
    });

    it('goes on with what the target lacks, also where the log was scavenged in between', async () => {
      const stateFile = join(folder.path, 'state.json');
      for (let n = 0; n < 20; n++) await store.append(n % 4 === 0 ? 'kept' : 'gone', any, [thing()]);
      await store.tombstone('gone', any);
      await copyLog(join(folder.path, 'source'), client, stateFile);
      for (let n = 0; n < 8; n++) await store.append('later', any, [thing()]);
      await new Scavenger(store, tell).start().done;
      await copyLog(join(folder.path, 'source'), client, stateFile);
      let copied = 0;
      for await (const { event } of client.readStream('later')) if (event) copied++;
      expect(copied).to.equal(8);
    });
  });
});
