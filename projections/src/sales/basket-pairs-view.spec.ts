import { expect } from 'chai';
import { orderCancelled, orderPlaced, type Bought } from '../testing/events.js';
import { made, touched } from '../testing/views-spec.js';
import { basketPairsView } from './basket-pairs-view.js';

const order = (id: string, ...skus: readonly string[]) =>
  orderPlaced(
    id,
    skus.map((sku): Bought => [sku, 1, 450]),
  );

describe('what is bought together', () => {
  it('is counted by orders, the strongest first', () => {
    const pairs = made(
      basketPairsView,
      'MUG',
      order('o1', 'MUG', 'CUP'),
      order('o2', 'POT', 'MUG', 'CUP'),
      order('o3', 'MUG'),
    );
    expect(pairs).to.deep.equal({
      ...{ sku: 'MUG', baskets: 3 },
      partners: [
        { sku: 'CUP', times: 2 },
        { sku: 'POT', times: 1 },
      ],
    });
  });

  it('is taken back with an order that is cancelled', () => {
    const first = order('o1', 'MUG', 'CUP');
    expect(made(basketPairsView, 'MUG', first, orderCancelled(first, 'changed mind'))).to.deep.equal({
      ...{ sku: 'MUG', baskets: 0, partners: [] },
    });
  });

  it('of an order of a thousand lines is a choice that is always the same, and bounded', () => {
    const skus = Array.from({ length: 1_110 }, (_, index) => `S${index.toString()}`);
    const keys = touched(basketPairsView, order('wholesale', ...skus));
    expect(keys).to.have.length(30);
    expect(touched(basketPairsView, order('wholesale', ...skus.reverse()))).to.deep.equal(keys);
    expect(touched(basketPairsView, order('another', ...skus))).not.to.deep.equal(keys);
  });

  it('keeps the strongest partners when there are too many', () => {
    const often = Array.from({ length: 5 }, (_, index) => order(`often${index.toString()}`, 'MUG', 'CUP'));
    const seldom = Array.from({ length: 300 }, (_, index) =>
      order(`seldom${index.toString()}`, 'MUG', `S${index.toString()}`),
    );
    const { partners = [] } = made(basketPairsView, 'MUG', ...often, ...seldom) ?? {};
    expect(partners.length).to.be.at.most(80);
    expect(partners[0]).to.deep.equal({ sku: 'CUP', times: 5 });
  });
});
