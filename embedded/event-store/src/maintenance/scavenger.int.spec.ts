import { createHash } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { EventStore } from '../store/event-store.js';
import { temporaryFolder } from '../testing/server-process.js';
import { decodeData, decodeRevision, decodeStream } from '../wire/recorded-event.js';
import { Scavenger } from './scavenger.js';

const any = { kind: 'any' } as const;
let made = 0;
const thing = (order?: string, filler = 200) => ({
  id: `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, '0')}`,
  type: 'thing',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ made, filler: 'x'.repeat(filler) })),
  metadata: Buffer.from(order === undefined ? '' : JSON.stringify({ $correlationId: order })),
});
const metadata = (json: object) => ({
  ...thing(),
  type: '$metadata',
  data: Buffer.from(JSON.stringify(json)),
});

const isOfScavenges = (link: Buffer): boolean => decodeData(link).toString().endsWith('@$scavenges');

describe('a scavenge', () => {
  const folder = temporaryFolder();
  const tell = (): void => undefined;
  const open = (): EventStore => EventStore.open(folder.path, { segmentBytes: 8_000, tell });
  let store = open();

  const restart = async (): Promise<void> => {
    await store.close();
    store = open();
  };
  const scavenge = () => new Scavenger(store, tell).start().done;
  const sizeOnDisk = (): number =>
    readdirSync(join(folder.path, 'log'))
      .filter((name) => name.endsWith('.log'))
      .reduce((sum, name) => sum + statSync(join(folder.path, 'log', name)).size, 0);

  /** What readers see of these streams: revision and bytes of each event. */
  const seen = (): readonly string[] =>
    [
      'short',
      'cut',
      'kept',
      'deleted',
      'closed',
      '$$short',
      '$ce-short',
      '$ce-kept',
      '$et-thing',
      '$bc-o-1',
      '$bc-o-2',
      '$streams',
    ].flatMap((stream) => {
      const readable = store.readable(stream);
      // A scavenge writes what it did to a stream of its own, which is one more.
      const lines = stream === '$streams' ? [] : [`${stream} ${String(readable?.first)} ${String(readable?.end)}`];
      for (let revision = readable?.first ?? 0; revision < (readable?.end ?? 0); revision++) {
        const bytes = readable?.event(revision);
        // A link to what is gone may be gone with it: it led nowhere.
        if (bytes && !isOfScavenges(bytes) && (!stream.startsWith('$') || store.linked(bytes)))
          lines.push(`${stream} ${revision.toString()} ${createHash('sha1').update(bytes).digest('hex')}`);
      }
      return lines;
    });
  /** The log as `position stream revision` of each event that is there. */
  const inLog = (): readonly string[] => {
    const lines: string[] = [];
    for (let ordinal = 0; ordinal < store.index.visible; ordinal++) {
      const bytes = store.bytes(ordinal);
      if (bytes)
        lines.push(
          `${store.index.position(ordinal).toString()} ${decodeStream(bytes)} ${decodeRevision(bytes).toString()}`,
        );
    }
    return lines.filter((line) => !line.includes('$scavenges'));
  };

  before(async () => {
    await store.begin();
    for (let n = 0; n < 60; n++) {
      await store.append('short', any, [thing('o-1'), thing('o-2')]);
      await store.append('cut', any, [thing()]);
      if (n % 4 === 0) await store.append('kept', any, [thing('o-1')]);
      if (n < 20) await store.append('deleted', any, [thing('o-1'), thing()]);
      if (n < 20) await store.append('closed', any, [thing()]);
      if (n % 10 === 0) await store.append('$$short', any, [metadata({ $maxCount: 3 + n })]);
    }
    await store.append('$$short', any, [metadata({ $maxCount: 3 })]);
    await store.append('$$cut', any, [metadata({ $tb: 31 })]);
    await store.softDelete('deleted', any);
    await store.tombstone('closed', any);
  });
  after(async () => {
    await store.close();
    folder.remove();
  });

  it('changes no answer and no position, and frees the room of what cannot be read', async () => {
    const before = { seen: seen(), inLog: inLog(), size: sizeOnDisk() };
    const { result, spaceSaved } = await scavenge();
    expect(result).to.equal('Success');
    expect(seen()).to.deep.equal(before.seen);
    expect(spaceSaved).to.be.greaterThan(before.size / 2);
    expect(sizeOnDisk()).to.be.lessThan(before.size / 2);
    const left = inLog();
    expect(before.inLog).to.include.members([...left]);
    expect(left.filter((line) => line.includes(' short '))).to.have.length(3);
    expect(left.filter((line) => line.includes(' deleted '))).to.have.length(1);
    expect(left.filter((line) => line.includes(' closed ')).map((line) => line.split(' ')[2])).to.deep.equal([
      (2 ** 63).toString(),
    ]);
    await restart();
    expect(seen()).to.deep.equal(before.seen);
    expect(inLog()).to.deep.equal(left);
  });
  it('lets streams go on at their next revision, the deleted one too', async () => {
    for (const [stream, revision] of [
      ['short', 120],
      ['cut', 60],
      ['deleted', 40],
    ] as const)
      expect(await store.append(stream, any, [thing()])).to.include({ kind: 'appended', revision });
    expect((await store.append('closed', any, [thing()])).kind).to.equal('deleted');
  });
  it('can be repeated, over segments that were scavenged before', async () => {
    for (let n = 0; n < 40; n++) await store.append('short', any, [thing('o-2')]);
    await store.append('$$kept', any, [metadata({ $maxCount: 2 })]);
    const before = seen();
    expect((await scavenge()).spaceSaved).to.be.greaterThan(0);
    expect(seen()).to.deep.equal(before);
    await restart();
    expect(seen()).to.deep.equal(before);
    expect((await scavenge()).result).to.equal('Success');
    expect(seen()).to.deep.equal(before);
  });
  it('goes on beside appends and readers', async () => {
    for (let n = 0; n < 200; n++) await store.append('short', any, [thing()]);
    const done = scavenge();
    const answers: unknown[] = [];
    for (let n = 0; n < 50; n++) {
      answers.push(await store.append('kept', any, [thing()]));
      expect(store.eventAt('short', (store.readable('short')?.end ?? 0) - 1)).to.not.equal(undefined);
    }
    expect((await done).result).to.equal('Success');
    expect(answers).to.have.length(50);
    const before = seen();
    await restart();
    expect(seen()).to.deep.equal(before);
  });
  it('leaves what it was at as it was when it is stopped, and its draft is gone at the next start', async () => {
    for (let n = 0; n < 200; n++) await store.append('short', any, [thing()]);
    const scavenger = new Scavenger(store, tell);
    const { id, done } = scavenger.start();
    expect(scavenger.start()).to.include({ id, began: false });
    expect(scavenger.stop(id)).to.equal(true);
    expect((await done).result).to.equal('Stopped');
    expect(scavenger.stop()).to.equal(false);
    writeFileSync(join(folder.path, 'log', '0000000000000000.scavenge-draft'), 'half');
    const before = seen();
    await restart();
    expect(seen()).to.deep.equal(before);
    expect(readdirSync(join(folder.path, 'log')).filter((name) => name.endsWith('draft'))).to.deep.equal([]);
  });
});
