import { expect } from 'chai';
import { compareDocuments } from './compare-documents.js';

describe('comparing a document with itself at another time', () => {
  it('names each leaf that changed, came or went', () => {
    const then = { status: 'placed', lines: [{ shipped: 0 }], reason: null, gone: 1 };
    const now = { status: 'shipped', lines: [{ shipped: 2 }], reason: null, shipments: ['a'] };
    expect(compareDocuments(then, now)).to.deep.equal([
      { path: 'status', then: 'placed', now: 'shipped' },
      { path: 'lines.0.shipped', then: 0, now: 2 },
      { path: 'shipments.0', then: undefined, now: 'a' },
      { path: 'gone', then: 1, now: undefined },
    ]);
  });

  it('tells an empty list from none, and nothing from null', () => {
    expect(compareDocuments({ a: [] }, {})).to.deep.equal([{ path: 'a', then: [], now: undefined }]);
    expect(compareDocuments(null, { a: null })).to.deep.equal([{ path: 'a', then: undefined, now: null }]);
    expect(compareDocuments({ a: 1 }, { a: 1 })).to.deep.equal([]);
  });
});
