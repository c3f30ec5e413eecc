import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFrame } from './frame.js';
import { CorruptLog, SegmentLog } from './segment-log.js';

const frameOf = (n: number): Buffer =>
  encodeFrame({ stream: 'cart-1', firstRevision: n, events: [{ id: Buffer.alloc(16, n), bytes: Buffer.alloc(9, n) }] });

const nameOf = (base: number): string => `${base.toString().padStart(16, '0')}.log`;

describe('a log that is opened again', () => {
  let folder = '';
  let told: { readonly level: string; readonly more: object | undefined }[] = [];

  /** Opens and closes the log. Gives the revisions that it held. */
  const open = (): readonly number[] => {
    const revisions: number[] = [];
    const log = SegmentLog.open(
      folder,
      { frame: (_, { firstRevision }) => revisions.push(firstRevision) },
      (level, _, more) => told.push({ level, more }),
    );
    log.close();
    return revisions;
  };
  const write = (base: number, bytes: Buffer): void => {
    writeFileSync(join(folder, nameOf(base)), bytes);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'segment-log-'));
    told = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses nothing silently, whichever single bit before its last frame is wrong', function () {
    this.timeout(60_000);
    const frames = [0, 1, 2, 3].map(frameOf);
    const sound = Buffer.concat(frames);
    const bits = (sound.length - (frames.at(-1)?.length ?? 0)) * 8;
    const lost: string[] = [];
    for (let bit = 0; bit < bits; bit++) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      write(0, bytes);
      try {
        lost.push(`bit ${bit.toString()}: started with ${open().join()}`);
      } catch (error) {
        const frame = Math.floor((bit >> 3) / frameOf(0).length);
        const place = (frame * frameOf(0).length).toString();
        if (!(error instanceof CorruptLog) || !error.message.includes(`the frame at offset ${place} of`))
          lost.push(`bit ${bit.toString()}: ${String(error)}`);
      }
      if (!readFileSync(join(folder, nameOf(0))).equals(bytes))
        lost.push(`bit ${bit.toString()}: the file was changed`);
    }
    expect(lost).to.deep.equal([]);
    expect(told).to.deep.equal([]);
  });

  it('has its torn end cut off, keeps what it cut, and says so', () => {
    const whole = Buffer.concat([0, 1].map(frameOf));
    const torn = frameOf(2).subarray(0, 30);
    write(0, Buffer.concat([whole, torn]));
    expect(open()).to.deep.equal([0, 1]);
    const keptIn = join(folder, `${nameOf(0)}.torn-${whole.length.toString()}`);
    expect(readFileSync(keptIn)).to.deep.equal(torn);
    expect(readFileSync(join(folder, nameOf(0)))).to.deep.equal(whole);
    expect(told).to.deep.equal([
      { level: 'warn', more: { path: join(folder, nameOf(0)), offset: whole.length, bytes: torn.length, keptIn } },
    ]);
    expect(open()).to.deep.equal([0, 1]);
    expect(told).to.have.length(1);
  });

  it('keeps what it cuts off at the same place twice', () => {
    write(0, frameOf(0).subarray(0, 10));
    open();
    write(0, frameOf(1).subarray(0, 20));
    open();
    const kept = readdirSync(folder).filter((name) => name.includes('.torn-'));
    expect(kept.map((name) => readFileSync(join(folder, name)).length).sort()).to.deep.equal([10, 20]);
  });

  it('is refused where a segment before its last ends too early: only the last can be torn', () => {
    const first = Buffer.concat([0, 1].map(frameOf));
    write(0, first);
    write(first.length, frameOf(2));
    expect(open()).to.deep.equal([0, 1, 2]);
    truncateSync(join(folder, nameOf(0)), first.length - 3);
    expect(open).to.throw(CorruptLog, /is damaged: it ends too early/);
    expect(readFileSync(join(folder, nameOf(0)))).to.have.length(first.length - 3);
  });

  it('is refused where a segment is missing, or was cut between two frames', () => {
    const [a, b, c] = [0, 1, 2].map(frameOf);
    if (!a || !b || !c) throw new Error('three frames');
    write(0, a);
    write(a.length + b.length, c);
    expect(open).to.throw(CorruptLog, `reaches offset ${a.length.toString()}`);
    rmSync(join(folder, nameOf(0)));
    expect(open).to.throw(CorruptLog, 'reaches offset 0');
  });
});
