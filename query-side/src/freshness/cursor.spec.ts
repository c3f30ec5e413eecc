import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { readCursor, writeCursor } from './cursor.js';

const shop = { logId: '3f2a9c01', name: 'The spec', currency: 'GBP', timeZone: 'Europe/London' };
const shape = z.tuple([z.union([z.string(), z.number()]), z.string()]);
const read = (cursor: string | undefined, list = 'products by title', of = shop) => readCursor(of, list, shape, cursor);

describe('a cursor', () => {
  it('gives back where a list goes on, whatever the key is', () => {
    const key = fc.oneof(fc.string({ unit: 'binary' }), fc.integer());
    fc.assert(
      fc.property(key, fc.string(), (first, id) => {
        const cursor = writeCursor(shop, 'products by title', [first, id]);
        expect(read(cursor)).to.deep.equal({ at: [first, id] });
        // It travels in addresses as it is.
        expect(encodeURIComponent(cursor)).to.equal(cursor);
      }),
    );
  });
  it('is none at the beginning', () => {
    expect(read(undefined)).to.deep.equal({ at: undefined });
  });
  it('belongs to its list and its log', () => {
    const cursor = writeCursor(shop, 'products by title', ['A mug', 'MUG']);
    expect(read(cursor, 'products by price')).to.have.nested.property('refused.code', 'invalid-cursor');
    expect(read(cursor, undefined, { ...shop, logId: '00000000' })).to.have.property('refused');
  });
  it('is refused, and never fails, where it is anything else', () => {
    const whatever = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc
        .record({ log: fc.constant(shop.logId), list: fc.constant('products by title'), at: fc.jsonValue() })
        .filter(({ at }) => !shape.safeParse(at).success)
        .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url')),
    );
    fc.assert(
      fc.property(whatever, (cursor) => {
        expect(read(cursor)).to.have.nested.property('refused.status', 400);
        expect(read(cursor)).to.have.deep.nested.property('refused.fields[0].path', 'query.cursor');
      }),
    );
  });
});
