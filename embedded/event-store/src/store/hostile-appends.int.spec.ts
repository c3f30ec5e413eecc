import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { FrameTooLarge } from '../log/frame.js';
import { LogClosed } from '../log/segment-log.js';
import { Scavenger } from '../maintenance/scavenger.js';
import { EventStore } from './event-store.js';

const any = { kind: 'any' } as const;
const tell = (): void => undefined;
const thing = (more: { readonly data?: string; readonly type?: string } = {}) => ({
  id: randomUUID(),
  type: more.type ?? 'thing',
  contentType: 'application/json',
  data: Buffer.from(more.data ?? '{}'),
  metadata: Buffer.alloc(0),
});
const metadata = (json: object) => thing({ type: '$metadata', data: JSON.stringify(json) });

describe('an event store', () => {
  let folder = '';
  let store: EventStore;
  let now = 1_000_000_000_000;
  const open = (segmentBytes = 64 * 1024 * 1024): EventStore =>
    EventStore.open(folder, { tell, segmentBytes, clock: () => now });
  const restart = async (segmentBytes?: number): Promise<void> => {
    await store.close();
    store = open(segmentBytes);
  };
  const files = (end: string): readonly string[] =>
    readdirSync(join(folder, 'log'))
      .filter((name) => name.endsWith(end))
      .sort()
      .map((name) => join(folder, 'log', name));
  const there = (stream: string): readonly number[] => {
    const readable = store.readable(stream);
    const found: number[] = [];
    for (let revision = readable?.first ?? 0; revision < (readable?.end ?? 0); revision++)
      if (readable?.event(revision)) found.push(revision);
    return found;
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-appends-'));
    store = open();
    await store.begin();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses an append that no start could read again, and decides what comes after it', async () => {
    const long = 'n'.repeat(4_000);
    const many = Array.from({ length: 20_000 }, () => thing());
    await store.append(long, any, [thing()]);
    await store.softDelete(long, any);
    const [refused, taken] = await Promise.allSettled([
      store.append(long, any, many),
      store.append(long, any, [thing()]),
    ]);
    expect(refused).to.have.property('reason').instanceOf(FrameTooLarge);
    expect(taken).to.have.nested.property('value.revision', 1);
    await restart();
    expect(there(long)).to.deep.equal([1]);
  });

  it('takes no stream without a name, which would be read as a gap', async () => {
    for (const write of [() => store.append('', any, [thing()]), () => store.tombstone('', any)])
      expect(await write().catch((error: unknown) => String(error))).to.contain('a stream needs a name');
    await restart();
    expect(store.index.visible).to.equal(2);
  });

  it('takes nothing after it was closed, and closes once', async () => {
    const taken = store.append('things', any, [thing()]);
    const closed = store.close();
    expect(await store.append('things', any, [thing()]).catch((error: unknown) => error)).to.be.instanceOf(LogClosed);
    await Promise.all([taken, closed]);
    await store.close();
    store = open();
    expect(there('things')).to.deep.equal([0]);
  });

  it('never shows again what was deleted, wherever a crash cuts off the metadata that brings the stream back', async () => {
    await store.append('things', any, [thing(), thing()]);
    await store.softDelete('things', any);
    await store.close();
    const path = files('.log')[0] ?? '';
    const size = readFileSync(path).length;
    store = open();
    await store.append('$$things', any, [metadata({ note: 'x'.repeat(50) })]);
    await store.append('things', any, [thing()]);
    expect(there('things')).to.deep.equal([2]);
    await store.close();
    const whole = readFileSync(path);
    for (let cut = whole.length - 1; cut >= size; cut -= 40) {
      truncateSync(path, cut);
      rmSync(join(folder, 'log', 'end'), { force: true });
      store = open();
      expect(there('things'), `cut at ${cut.toString()} of ${whole.length.toString()}`).to.not.include(0);
      await store.close();
    }
    store = open();
  });

  it('keeps a stream whose metadata speaks of half an event, or of less than none', async () => {
    await store.append('things', any, [thing(), thing(), thing()]);
    for (const rules of [{ $tb: 1.5 }, { $maxCount: 0.5 }, { $tb: -2 }, { $maxCount: -1 }]) {
      await store.append('$$things', any, [metadata(rules)]);
      expect(there('things'), JSON.stringify(rules)).to.deep.equal([0, 1, 2]);
    }
  });

  it('doubles nothing where a scavenged segment has lost the empty one behind it', async () => {
    await restart(1_000);
    for (let n = 0; n < 10; n++)
      await store.append(n < 5 ? 'gone' : 'kept', any, [thing({ data: `{"n":${n.toString()}}` })]);
    await store.tombstone('gone', any);
    await new Scavenger(store, tell).start().done;
    await store.close();
    const logs = files('.log');
    const scavenged = logs.findLastIndex((path) => readFileSync(path).toString('latin1', 1, 7) === 'SFCMP1');
    expect(scavenged).to.be.at.least(0);
    for (const path of logs.slice(scavenged + 1)) unlinkSync(path);
    rmSync(join(folder, 'log', 'end'));
    store = open(1_000);
    const before = [there('kept'), store.index.visible];
    expect(before[0]).to.not.deep.equal([]);
    for (let n = 0; n < 12; n++) await store.append('more', any, [thing()]);
    await restart(1_000);
    await restart(1_000);
    expect([there('kept'), store.index.visible - 12]).to.deep.equal(before);
  });

  describe('whose links lead to what scavenging has removed', () => {
    beforeEach(async () => {
      await restart(1_000);
      for (const stream of ['a-1', 'a-2', 'a-1', 'a-2', 'a-2', 'a-1']) {
        now += 10_000;
        await store.append(stream, any, [thing({ data: `{"filler":"${'x'.repeat(100)}"}` })]);
      }
    });
    const remove = async (stream: string): Promise<void> => {
      await store.tombstone(stream, any);
      await new Scavenger(store, tell).start().done;
      await restart(1_000);
    };

    it('shows of a category what is young enough, and nothing else', async () => {
      await remove('a-2');
      await store.append('$$$ce-a', any, [metadata({ $maxAge: 45 })]);
      expect(there('$ce-a')).to.deep.equal([2, 5]);
    });

    it('has a projection stand still where it was stopped', async () => {
      await store.setProjecting('$by_category', false);
      for (const stream of ['a-3', 'a-4', 'a-4', 'a-3']) await store.append(stream, any, [thing()]);
      await remove('a-4');
      expect(there('$ce-a')).to.deep.equal([0, 1, 2, 3, 4, 5]);
      await store.setProjecting('$by_category', true);
      expect(there('$ce-a')).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 9]);
    });
  });
});
