import { expect } from 'chai';
import { batchOf, choiceIn, pathBack } from './activity.js';

describe('what a page tells of a visit', () => {
  it('has an id and a time for each thing', () => {
    let ids = 0;
    const batch = batchOf(
      [
        { kind: 'viewed', sku: 'MUG' },
        { kind: 'searched', words: 'mug', results: 2 },
      ],
      '2026-11-26T12:00:00.000Z',
      () => `a${(++ids).toString()}`,
    );
    expect(JSON.parse(batch)).to.deep.equal({
      activities: [
        { kind: 'viewed', sku: 'MUG', id: 'a1', at: '2026-11-26T12:00:00.000Z' },
        { kind: 'searched', words: 'mug', results: 2, id: 'a2', at: '2026-11-26T12:00:00.000Z' },
      ],
    });
  });
  it('is asked of everybody who has not chosen, whatever their cookie says', () => {
    expect([choiceIn('yes'), choiceIn('no'), choiceIn('perhaps'), choiceIn(undefined)]).to.deep.equal([
      ...['yes', 'no', undefined, undefined],
    ]);
  });
  it('leads back to a page of this shop only', () => {
    expect(pathBack('/products?search=mug')).to.equal('/products?search=mug');
    for (const elsewhere of ['https://example.org', '//example.org', '/\\example.org', '/a b', '', null, undefined])
      expect(pathBack(elsewhere)).to.equal('/');
  });
});
