import { expect } from 'chai';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { encodeFrame, FRAME_HEADER, readFrame } from './frame.js';

const event = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((b) => Buffer.from(b)),
  bytes: fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)),
});
const frame = fc.record({
  stream: fc.string({ minLength: 1, maxLength: 50 }),
  firstRevision: fc.nat(),
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
});

describe('a frame', () => {
  it('comes back as it was written, each event at its place', () => {
    fc.assert(
      fc.property(frame, (written) => {
        const bytes = encodeFrame(written);
        const read = readFrame(Buffer.concat([bytes, Buffer.from('what follows')]), true);
        if (read.kind !== 'frame') throw new Error(read.kind);
        expect(read.contents).to.include({
          stream: written.stream,
          firstRevision: written.firstRevision,
          length: bytes.length,
        });
        expect(
          read.contents.events.map(({ id, offset, length }) => [id, bytes.subarray(offset, offset + length)]),
        ).to.deep.equal(written.events.map((e) => [e.id, e.bytes]));
      }),
    );
  });
  it('is torn wherever the log ends inside it', () => {
    fc.assert(
      fc.property(frame, fc.double({ min: 0, max: 0.999, noNaN: true }), (written, share) => {
        const bytes = encodeFrame(written);
        const tail = bytes.subarray(0, Math.floor(bytes.length * share));
        expect(readFrame(tail, true).kind).to.equal('torn');
        expect(readFrame(tail, false).kind).to.equal('unfinished');
      }),
    );
  });
  it('is corrupt, not torn, when any single bit of it is wrong and a whole frame follows', () => {
    fc.assert(
      fc.property(frame, frame, fc.nat(), (written, next, place) => {
        const length = encodeFrame(written).length;
        const bytes = Buffer.concat([encodeFrame(written), encodeFrame(next)]);
        const bit = place % (length * 8);
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(readFrame(bytes, true).kind).to.equal('corrupt');
      }),
      { numRuns: 500 },
    );
  });
  it('is corrupt for each bit of its length, also where that length ends with the log or past it', () => {
    const events = [{ id: Buffer.alloc(16, 7), bytes: Buffer.alloc(40, 1) }];
    const first = encodeFrame({ stream: 'cart-1', firstRevision: 0, events });
    const second = encodeFrame({ stream: 'cart-1', firstRevision: 1, events });
    const torn = second.subarray(0, 20);
    for (let bit = 0; bit < 32; bit++) {
      const bytes = Buffer.concat([first, second, torn]);
      bytes.writeUInt32LE((bytes.readUInt32LE(0) ^ (1 << bit)) >>> 0, 0);
      expect(readFrame(bytes, true).kind, `bit ${bit.toString()}`).to.equal('corrupt');
    }
    const upToTheEnd = Buffer.concat([first, second]);
    upToTheEnd.writeUInt32LE(upToTheEnd.length - FRAME_HEADER, 0);
    expect(readFrame(upToTheEnd, true).kind).to.equal('corrupt');
  });
  it('is not torn in the eyes of who holds a part of the log only', () => {
    const bytes = encodeFrame({
      stream: 's',
      firstRevision: 0,
      events: [{ id: Buffer.alloc(16), bytes: Buffer.of(1) }],
    });
    bytes.writeUInt32LE(1_000, 0);
    const log = Buffer.concat([bytes, bytes]);
    expect(readFrame(log, false)).to.deep.equal({ kind: 'unfinished' });
  });
  it('is corrupt when its checksum matches and its parts do not add up', () => {
    const bytes = encodeFrame({
      stream: 's',
      firstRevision: 0,
      events: [{ id: Buffer.alloc(16), bytes: Buffer.of(1) }],
    });
    bytes.writeUInt16LE(9_999, FRAME_HEADER);
    bytes.writeUInt32LE(crc32(bytes.subarray(FRAME_HEADER)), 4);
    expect(readFrame(bytes, true).kind).to.equal('corrupt');
  });
  it('takes space that was set aside and never written for the end of the log', () => {
    expect(readFrame(Buffer.alloc(100), true)).to.deep.equal({ kind: 'torn' });
    expect(readFrame(Buffer.alloc(FRAME_HEADER - 1), true).kind).to.equal('torn');
  });
});
