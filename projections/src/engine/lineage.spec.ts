import { expect } from 'chai';
import fc from 'fast-check';
import { CHUNK, CHUNKS_BETWEEN_SNAPSHOTS, LineageWriter, positionsOf, positionsOfTail, type Tail } from './lineage.js';

/** Positions as a log has them: rising, and as far apart as they like. */
const positions = fc
  .array(fc.oneof(fc.bigInt({ min: 1n, max: 300n }), fc.bigInt({ min: 1n, max: 1n << 50n })), { maxLength: 600 })
  .map((steps) => {
    let at = -1n;
    return steps.map((step) => (at += step));
  });

/** Notes positions in several sittings, as batches come. */
const noted = (all: readonly bigint[], perBatch: number) => {
  let tail: Tail | undefined;
  const chunks = [];
  for (let from = 0; from < all.length; from += perBatch) {
    const writer = new LineageWriter('key', tail);
    for (const position of all.slice(from, from + perBatch)) writer.add(position, { upTo: position });
    tail = writer.tail();
    chunks.push(...writer.chunks());
  }
  return { tail, chunks };
};

describe('the lineage of a document', () => {
  it('tells every position that made it, and is cut the same however the log came', () => {
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 200 }), (all, perBatch) => {
        const { tail, chunks } = noted(all, perBatch);
        const told = [
          ...chunks.flatMap(({ to, steps }) => positionsOf(to, steps)),
          ...(tail ? positionsOfTail(tail) : []),
        ];
        expect(told).to.deep.equal(all);
        expect(noted(all, 1)).to.deep.equal({ tail, chunks });
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what the document was after every fourth chunk, and never more events beside it than a chunk has', () => {
    const all = Array.from({ length: 1_000 }, (_, index) => BigInt(index) * 37n);
    const { tail, chunks } = noted(all, 7);
    expect(chunks).to.have.length(Math.floor(1_000 / CHUNK));
    for (const { number, from, to, after } of chunks) {
      expect([from, to]).to.deep.equal([all[number * CHUNK], all[(number + 1) * CHUNK - 1]]);
      expect(after).to.deep.equal((number + 1) % CHUNKS_BETWEEN_SNAPSHOTS === 0 ? { upTo: to } : undefined);
    }
    expect(tail?.events).to.equal(1_000);
    expect(tail?.steps.length).to.be.lessThan(CHUNK);
  });
});
