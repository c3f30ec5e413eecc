import { expect } from 'chai';
import fc from 'fast-check';
import type { Entry, Ordered, Range } from '../storage/tables.js';
import { Overlay } from './overlay.js';

/** A table in memory, as plain as can be. */
function tableOf(entries: ReadonlyMap<number, number>): Ordered {
  const data = new Map(entries);
  const list = ({ start, end, reverse = false, limit = Infinity }: Range): Entry[] => {
    const found = [...data]
      .map(([key, value]) => ({ key: Buffer.of(key), value: Buffer.of(value) }))
      .filter(({ key }) => Buffer.compare(key, start) >= 0 && Buffer.compare(key, end) < 0)
      .sort((a, b) => Buffer.compare(a.key, b.key));
    return (reverse ? found.reverse() : found).slice(0, limit);
  };
  return {
    get(key) {
      const value = data.get(key[0] ?? 0);
      return value === undefined ? undefined : Buffer.of(value);
    },
    has: (key) => data.has(key[0] ?? 0),
    put: (key, value) => void data.set(key[0] ?? 0, value[0] ?? 0),
    remove: (key) => void data.delete(key[0] ?? 0),
    range: list,
    keys: (range) => list(range).map(({ key }) => key),
    count: (range) => list(range).length,
  };
}

const byte = fc.nat(12);

describe('what a transaction wrote, over a snapshot', () => {
  it('reads as a table that was really written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(byte, byte)),
        fc.array(fc.tuple(byte, fc.option(byte))),
        byte,
        byte,
        fc.boolean(),
        fc.option(fc.nat(5), { nil: undefined }),
        (before, writes, from, to, reverse, limit) => {
          const plain = tableOf(new Map(before));
          const overlay = new Overlay(tableOf(new Map(before)), () => undefined);
          for (const table of [plain, overlay]) {
            for (const [key, value] of writes) {
              if (value === null) table.remove(Buffer.of(key));
              else table.put(Buffer.of(key), Buffer.of(value));
            }
          }
          const whole = { start: Buffer.of(from), end: Buffer.of(to) };
          const range = { ...whole, reverse, ...(limit === undefined ? {} : { limit }) };
          expect([...overlay.range(range)]).to.deep.equal([...plain.range(range)]);
          expect([...overlay.keys(range)]).to.deep.equal([...plain.keys(range)]);
          expect(overlay.count(whole)).to.equal(plain.count(whole));
          expect(overlay.get(Buffer.of(from))).to.deep.equal(plain.get(Buffer.of(from)));
          expect(overlay.has(Buffer.of(to))).to.equal(plain.has(Buffer.of(to)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
