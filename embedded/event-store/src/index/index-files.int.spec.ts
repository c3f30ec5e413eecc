import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import { EventStore } from '../store/event-store.js';
import { temporaryFolder } from '../testing/server-process.js';

const SEGMENT_BYTES = 4_000;
const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** Everything that readers can ask of a store, as one text. */
const answers = (store: EventStore): string => {
  const { index } = store;
  const lines: string[] = [];
  for (let ordinal = 0; ordinal < index.visible; ordinal++)
    lines.push(`${index.position(ordinal).toString()} ${store.bytes(ordinal)?.toString('hex') ?? 'gone'}`);
  const streams = [0, 1, 2].map((n) => `cart-${n.toString()}`);
  for (const stream of [...streams, 'gone-1', '$ce-cart', '$et-thing', '$streams', '$bc-one', '$bc-two']) {
    const readable = store.readable(stream);
    for (let revision = readable?.first ?? 0; revision < (readable?.end ?? 0); revision++)
      lines.push(`${stream} ${revision.toString()} ${readable?.event(revision)?.toString('hex') ?? 'gone'}`);
  }
  return lines.join('\n');
};

/** Where the last frame of a segment begins. */
const lastFrame = (segment: Buffer): number => {
  let last = 0;
  for (let at = 0; at < segment.length; at += 8 + segment.readUInt32LE(at)) last = at;
  return last;
};

describe('the files that spare a start the reading of the log', () => {
  const folder = temporaryFolder();
  const told: string[] = [];
  const open = (): EventStore =>
    EventStore.open(folder.path, {
      segmentBytes: SEGMENT_BYTES,
      clock: () => 1_700_000_000_000,
      tell: (_, message) => told.push(message),
    });
  const files = (ending: string): readonly string[] =>
    readdirSync(join(folder.path, 'log'))
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder.path, 'log', name));
  let wanted = '';

  /** Opens the store, takes its answers, and checks that a repeat is known as one. */
  const restarted = async (): Promise<string> => {
    told.length = 0;
    const store = open();
    const found = answers(store);
    const repeated = await store.append('cart-1', { kind: 'any' }, [proposed(1)]);
    expect(repeated).to.include({ kind: 'appended', revision: 0 });
    expect((await store.append('gone-1', { kind: 'any' }, [proposed(999)])).kind).to.equal('deleted');
    await store.close();
    return found;
  };
  const proposed = (n: number) => ({
    id: idOf(n),
    type: 'thing',
    contentType: 'application/json',
    data: Buffer.from(JSON.stringify({ n })),
    metadata: Buffer.from(JSON.stringify({ $correlationId: n % 2 === 0 ? 'one' : 'two' })),
  });

  before(async () => {
    const store = open();
    await store.begin();
    for (let n = 0; n < 90; n++) await store.append(`cart-${(n % 3).toString()}`, { kind: 'any' }, [proposed(n)]);
    await store.append('gone-1', { kind: 'any' }, [proposed(500)]);
    await store.tombstone('gone-1', { kind: 'any' });
    for (let n = 100; n < 110; n++) await store.append('cart-0', { kind: 'any' }, [proposed(n), proposed(n + 100)]);
    wanted = answers(store);
    await store.close();
  });
  after(() => {
    folder.remove();
  });

  it('stand beside every segment but the last, and give the same answers', async () => {
    expect(files('.log').length).to.be.greaterThan(5);
    expect(files('.index')).to.have.length(files('.log').length - 1);
    expect(await restarted()).to.equal(wanted);
    expect(told).to.deep.equal([]);
  });
  it('are made anew when they were deleted', async () => {
    for (const path of files('.index')) rmSync(path);
    expect(await restarted()).to.equal(wanted);
    expect(files('.index')).to.have.length(files('.log').length - 1);
  });
  it('are made anew, and it is told, when a bit of them is wrong, they end early or belong to another segment', async () => {
    const [first = '', second = '', third = ''] = files('.index');
    const sound = readFileSync(first);
    for (const bit of [3, 70, 100, 130, 400, sound.length * 4, sound.length * 8 - 1]) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(first, bytes);
      expect(await restarted(), `bit ${bit.toString()}`).to.equal(wanted);
      expect(told, `bit ${bit.toString()}`).to.deep.equal([
        'an index file does not match its segment: it is made anew',
      ]);
      expect(readFileSync(first).equals(sound)).to.equal(true);
    }
    writeFileSync(second, sound);
    writeFileSync(third, sound.subarray(0, 40));
    expect(await restarted()).to.equal(wanted);
    expect(told).to.have.length(2);
  });
  it('are told from those of another segment of the same size', async () => {
    const [first = ''] = files('.log');
    const segment = readFileSync(first);
    const offset = lastFrame(segment);
    const other = Buffer.from(segment);
    // Other data of the same length, in a frame whose checksum is right.
    other.write('7', other.lastIndexOf('"n":') + 4);
    other.writeUInt32LE(crc32(other.subarray(offset + 8)), offset + 4);
    const index = readFileSync(first.replace(/log$/, 'index'));
    writeFileSync(first, other);
    told.length = 0;
    await open().close();
    expect(told).to.have.length(1);
    writeFileSync(first, segment);
    writeFileSync(first.replace(/log$/, 'index'), index);
    expect(await restarted()).to.equal(wanted);
    expect(told).to.deep.equal([]);
  });
});
