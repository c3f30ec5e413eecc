import { expect } from 'chai';
import fc from 'fast-check';
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
        const read = readFrame(Buffer.concat([bytes, Buffer.from('what follows')]));
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
        expect(readFrame(bytes.subarray(0, Math.floor(bytes.length * share))).kind).to.equal('torn');
      }),
    );
  });
  it('is never read when a single bit of it is wrong and more of the log follows', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (written, place) => {
        const bytes = Buffer.concat([encodeFrame(written), encodeFrame(written)]);
        const bit = place % ((bytes.length / 2) * 8);
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(readFrame(bytes).kind).to.be.oneOf(['corrupt', 'torn']);
      }),
      { numRuns: 500 },
    );
  });
  it('takes space that was set aside and never written for the end of the log', () => {
    expect(readFrame(Buffer.alloc(100))).to.deep.equal({ kind: 'torn' });
    expect(readFrame(Buffer.alloc(FRAME_HEADER - 1)).kind).to.equal('torn');
  });
});
