import { expect } from 'chai';
import { mostPieces, type ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { cartDecider, cartLines, MOST_LINES, type CartLine } from './cart-decider.js';

const about = { cartId: 'ann', mergeId: 'm1', fromCartId: 'guest', currency: 'GBP' };
const merge = (...lines: readonly CartLine[]) => ({ kind: 'merge', ...about, lines }) as const;
const merged = (...lines: readonly CartLine[]): ShopEvent => ({
  type: 'CartMerged',
  data: { ...about, lines: [...lines] },
});
const has = (sku: string, quantity: number): ShopEvent => ({
  type: 'ItemAddedToCart',
  data: { cartId: 'ann', changeId: `add-${sku}`, sku, quantity, currency: 'GBP' },
});
const skus = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `SKU-${(from + n).toString()}`);

describe('a cart that takes over a guest’s', () => {
  const two = { sku: 'MUG', quantity: 2 };

  it('does so once, and in its own currency only', () => {
    given(cartDecider).when(merge(two)).then(merged(two));
    given(cartDecider, merged(two)).when(merge(two)).then();
    given(cartDecider, merged(two))
      .when({ ...merge(two), mergeId: 'm2' })
      .then({ type: 'CartMerged', data: { ...about, mergeId: 'm2', lines: [two] } });
    given(cartDecider, merged(two))
      .when({ ...merge(two), mergeId: 'm2', currency: 'EUR' })
      .then();
  });
  it('adds to what it has, and is in the currency of what it took over', () => {
    const { state } = given(cartDecider, has('POT', 1), has('MUG', 3), merged(two, { sku: 'JAR', quantity: 1 }));
    expect(cartLines(state)).to.deep.equal([
      { sku: 'POT', quantity: 1 },
      { sku: 'MUG', quantity: 5 },
      { sku: 'JAR', quantity: 1 },
    ]);
    expect(given(cartDecider, merged(two)).state.currency).to.equal('GBP');
  });
  it('takes as many pieces as one line holds, and no line for none', () => {
    given(cartDecider, has('MUG', mostPieces - 1))
      .when(merge(two))
      .then(merged({ sku: 'MUG', quantity: 1 }));
    given(cartDecider, has('MUG', mostPieces))
      .when(merge(two, { sku: 'POT', quantity: 4 }))
      .then(merged({ sku: 'POT', quantity: 4 }));
    given(cartDecider, has('MUG', mostPieces)).when(merge(two)).then();
  });
  it('takes as many things as a cart holds, and more of those it has', () => {
    const all = skus(0, MOST_LINES - 1).map((sku) => has(sku, 1));
    const [first, second] = [
      { sku: 'NEW-1', quantity: 1 },
      { sku: 'NEW-2', quantity: 1 },
    ];
    const more = { sku: 'SKU-3', quantity: 2 };
    given(cartDecider, ...all)
      .when(merge(first, second, more))
      .then(merged(first, more));
    given(cartDecider, ...all, has('LAST', 1))
      .when(merge(first, second))
      .then();
  });
});

describe('a cart that is handed over', () => {
  const into = { cartId: 'guest', mergeId: 'm1', intoCartId: 'ann' };
  const handedOver = (...lines: readonly CartLine[]): ShopEvent => ({
    type: 'CartHandedOver',
    data: { ...into, lines: [...lines] },
  });
  const two = { sku: 'MUG', quantity: 2 };

  it('lets go of it once', () => {
    given(cartDecider)
      .when({ kind: 'hand-over', ...into, lines: [two] })
      .then(handedOver(two));
    given(cartDecider, handedOver(two))
      .when({ kind: 'hand-over', ...into, lines: [two] })
      .then();
  });
  it('keeps what was not taken, in its currency; with nothing left it has none', () => {
    const { state } = given(cartDecider, has('MUG', 5), has('POT', 1), handedOver(two, { sku: 'POT', quantity: 1 }));
    expect([cartLines(state), state.currency]).to.deep.equal([[{ sku: 'MUG', quantity: 3 }], 'GBP']);
    const none = given(cartDecider, has('MUG', 2), handedOver(two, { sku: 'JAR', quantity: 1 })).state;
    expect([cartLines(none), none.currency, none.handedOver]).to.deep.equal([[], undefined, 1]);
  });
});
