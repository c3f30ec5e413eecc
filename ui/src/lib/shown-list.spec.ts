import { expect } from 'chai';
import { listKey, ShownList, type Offered, type ShownSeen } from './shown-list.js';

const offered: Offered = {
  ...{
    placement: 'product',
    about: 'MUG',
    group: 'treated',
    answeredBy: 'learned',
    modelId: 'm1',
    skus: ['CUP', 'POT'],
  },
};

describe('a list of recommendations on a page', () => {
  const told: ShownSeen[] = [];
  const list = (of: Offered = offered) => {
    told.length = 0;
    let ids = 0;
    return new ShownList(
      of,
      (seen) => told.push(seen),
      () => `l${(++ids).toString()}`,
    );
  };

  it('is told once when it comes into view: what, where, by which model and for which group', () => {
    const shown = list();
    expect(told).to.deep.equal([]);
    shown.see();
    shown.see();
    expect(told).to.deep.equal([
      {
        ...{ kind: 'shown', id: 'l1', placement: 'product', skus: ['CUP', 'POT'] },
        ...{ group: 'treated', answeredBy: 'learned', modelId: 'm1' },
      },
    ]);
  });
  it('is followed once, by the first that is opened, and named by its showing', () => {
    const shown = list();
    shown.see();
    shown.open('POT');
    shown.open('CUP');
    expect(told.slice(1)).to.deep.equal([
      { kind: 'followed', placement: 'product', shownId: 'l1', sku: 'POT', group: 'treated' },
    ]);
  });
  it('was seen where something of it is opened', () => {
    list().open('POT');
    expect(told.map(({ kind }) => kind)).to.deep.equal(['shown', 'followed']);
  });
  it('says nothing of what is not known', () => {
    list({ ...offered, group: undefined, answeredBy: undefined, modelId: undefined }).open('POT');
    expect(told).to.deep.equal([
      { kind: 'shown', id: 'l1', placement: 'product', skus: ['CUP', 'POT'] },
      { kind: 'followed', placement: 'product', shownId: 'l1', sku: 'POT' },
    ]);
  });
  it('is another one for another page, and the same when the page is loaded anew', () => {
    expect(listKey({ ...offered })).to.equal(listKey(offered));
    expect(listKey({ ...offered, about: 'JAR' })).not.to.equal(listKey(offered));
    expect(listKey({ ...offered, skus: ['POT', 'CUP'] })).not.to.equal(listKey(offered));
  });
});
