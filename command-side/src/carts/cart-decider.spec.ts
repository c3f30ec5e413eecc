import { expect } from 'chai';
import fc from 'fast-check';
import type { ShopEvent } from '@storefold/contracts';
import type { ProductPrice } from '../orders/product-price.js';
import { given } from '../testing/given.js';
import { cartDecider, cartLines, MOST_LINES, type CartCommand } from './cart-decider.js';

const cartId = 'c1';
const mug = {
  kind: 'product',
  title: 'A mug',
  priceMinor: 450,
  currency: 'GBP',
  prices: {},
  discontinued: false,
  taxCategory: undefined,
} satisfies ProductPrice;
const add = (changeId: string, quantity: number, sku = 'MUG', product: ProductPrice = mug): CartCommand => ({
  ...{ kind: 'add', cartId, changeId, sku, quantity, product, others: ['GBP', 'EUR'] },
});
const change = (changeId: string, quantity: number, sku = 'MUG'): CartCommand => ({
  ...{ kind: 'change', cartId, changeId, sku, quantity },
});
const added = (changeId: string, quantity: number, sku = 'MUG'): ShopEvent => ({
  type: 'ItemAddedToCart',
  data: { cartId, changeId, sku, quantity, currency: 'GBP' },
});
const changed = (changeId: string, quantity: number, sku = 'MUG'): ShopEvent => ({
  type: 'CartQuantityChanged',
  data: { cartId, changeId, sku, quantity },
});
const removed = (changeId: string, sku = 'MUG'): ShopEvent => ({
  type: 'ItemRemovedFromCart',
  data: { cartId, changeId, sku },
});
/** As it was written before its lines were told. */
const checkedOut = (orderId: string): ShopEvent => ({ type: 'CartCheckedOut', data: { cartId, orderId } });

describe('a cart', () => {
  it('takes more of a thing, and each addition once', () => {
    given(cartDecider).when(add('a', 2)).then(added('a', 2));
    given(cartDecider, added('a', 2)).when(add('a', 2)).then();
    const { state } = given(cartDecider, added('a', 2), added('b', 3));
    expect(cartLines(state)).to.deep.equal([{ sku: 'MUG', quantity: 5 }]);
  });
  it('keeps things in the order in which they were first put there', () => {
    const { state } = given(cartDecider, added('a', 1, 'POT'), added('b', 1), changed('c', 9, 'POT'));
    expect(cartLines(state).map(({ sku }) => sku)).to.deep.equal(['POT', 'MUG']);
  });
  it('changes how many there are, to none too', () => {
    given(cartDecider, added('a', 2)).when(change('b', 5)).then(changed('b', 5));
    given(cartDecider, added('a', 2)).when(change('b', 2)).then();
    given(cartDecider, added('a', 2)).when(change('b', 0)).then(removed('b'));
    given(cartDecider, added('a', 2), removed('b')).when(change('c', 0)).then();
    given(cartDecider, added('a', 2), removed('b')).when(change('c', 1)).refuses('item-not-in-cart', { sku: 'MUG' });
    given(cartDecider, added('a', 2), changed('b', 5), changed('c', 3)).when(change('b', 5)).then();
  });
  it('takes no more of one thing than an order can hold', () => {
    given(cartDecider, added('a', 999_999)).when(add('b', 1)).then(added('b', 1));
    given(cartDecider, added('a', 999_999))
      .when(add('b', 2))
      .refuses('cart-line-too-large', { wanted: 1_000_001, most: 1_000_000 });
  });
  it('holds so many different things, and more of those it has', () => {
    const full = Array.from({ length: MOST_LINES }, (_, n) => added(`a${n.toString()}`, 1, `SKU-${n.toString()}`));
    given(cartDecider, ...full)
      .when(add('b', 1))
      .refuses('cart-full', { most: MOST_LINES });
    given(cartDecider, ...full)
      .when(add('b', 1, 'SKU-7'))
      .then(added('b', 1, 'SKU-7'));
    given(cartDecider, ...full, removed('c', 'SKU-7'))
      .when(add('b', 1))
      .then(added('b', 1));
  });
  it('takes nothing that is not sold', () => {
    given(cartDecider)
      .when(add('a', 1, 'NONE', { kind: 'no-product' }))
      .refuses('product-not-found', { sku: 'NONE' });
    given(cartDecider)
      .when(add('a', 1, 'MUG', { ...mug, discontinued: true }))
      .refuses('product-discontinued', { sku: 'MUG' });
  });
  it('is in one currency, until it is empty', () => {
    const euro = { ...mug, currency: 'EUR' };
    given(cartDecider, added('a', 1))
      .when(add('b', 1, 'TASSE', euro))
      .refuses('not-sold-in-currency', { sku: 'TASSE', currency: 'GBP' });
    given(cartDecider, added('a', 1))
      .when({ ...add('b', 1, 'TASSE', euro), currency: 'EUR' } as CartCommand)
      .refuses('currency-differs', { expected: 'GBP', given: 'EUR' });
    for (const end of [removed('b'), checkedOut('o1')])
      given(cartDecider, added('a', 1), end)
        .when(add('c', 1, 'TASSE', euro))
        .then({ type: 'ItemAddedToCart', data: { cartId, changeId: 'c', sku: 'TASSE', quantity: 1, currency: 'EUR' } });
  });
  it('is begun in the currency that the shopper buys in, and goes on in it', () => {
    const both: ProductPrice = { ...mug, prices: { EUR: 520 } };
    const inEuro = (changeId: string, quantity: number): ShopEvent => ({
      ...{ type: 'ItemAddedToCart', data: { cartId, changeId, sku: 'MUG', quantity, currency: 'EUR' } },
    });
    given(cartDecider)
      .when({ ...add('a', 1, 'MUG', both), currency: 'EUR' } as CartCommand)
      .then(inEuro('a', 1));
    given(cartDecider, inEuro('a', 1))
      .when(add('b', 2, 'MUG', both))
      .then(inEuro('b', 2));
    given(cartDecider)
      .when({ ...add('a', 1), currency: 'EUR' } as CartCommand)
      .refuses('not-sold-in-currency', { sku: 'MUG', currency: 'EUR' });
    const gone = { ...add('b', 2, 'MUG', both), others: ['USD'] } as CartCommand;
    given(cartDecider, inEuro('a', 1))
      .when(gone)
      .refuses('currency-not-offered', { currency: 'EUR', known: 'GBP, USD' });
    given(cartDecider, inEuro('a', 1), inEuro('b', 2)).when(gone).then();
  });
  it('changes its currency as a whole, where all of it is sold in that', () => {
    const turn = (changeId: string, product: ProductPrice): CartCommand => ({
      ...{
        kind: 'change-currency',
        cartId,
        changeId,
        currency: 'EUR',
        products: new Map([['MUG', product]]),
        others: ['EUR'],
      },
    });
    const turned: ShopEvent = { type: 'CartCurrencyChanged', data: { cartId, changeId: 'b', currency: 'EUR' } };
    const both: ProductPrice = { ...mug, prices: { EUR: 520 } };
    given(cartDecider, added('a', 1)).when(turn('b', both)).then(turned);
    given(cartDecider, added('a', 1), turned).when(turn('c', both)).then();
    given(cartDecider).when(turn('b', both)).then();
    given(cartDecider, added('a', 1))
      .when(turn('b', mug))
      .refuses('not-sold-in-currency', { sku: 'MUG', currency: 'EUR' });
    given(cartDecider, added('a', 1))
      .when({ ...turn('b', both), others: [] } as CartCommand)
      .refuses('currency-not-offered', { currency: 'EUR', known: 'GBP' });
    // Turned already: whatever became of the currency since.
    given(cartDecider, added('a', 1), turned)
      .when({ ...turn('b', both), others: [] } as CartCommand)
      .then();
    given(cartDecider, added('a', 1), added('x', 1, 'CUP'))
      .when(turn('b', both))
      .refuses('cart-changed', { sku: 'CUP' });
    expect(given(cartDecider, added('a', 1), turned).state.currency).to.equal('EUR');
    expect(given(cartDecider, turned).state.currency).to.equal(undefined);
  });
  it('is empty when it was ordered, and ordered once', () => {
    const lines = [{ sku: 'MUG', quantity: 1 }];
    const command: CartCommand = { kind: 'check-out', cartId, orderId: 'o1', lines };
    const ordered: ShopEvent = { type: 'CartCheckedOut', data: { cartId, orderId: 'o1', lines } };
    given(cartDecider, added('a', 1)).when(command).then(ordered);
    for (const out of [ordered, checkedOut('o1')]) {
      const { state } = given(cartDecider, added('a', 1), out);
      expect([cartLines(state), state.currency]).to.deep.equal([[], undefined]);
      given(cartDecider, added('a', 1), out, added('b', 1)).when(command).then();
    }
  });
  it('keeps what was put in while it was ordered', () => {
    const ordered: ShopEvent = {
      type: 'CartCheckedOut',
      data: { cartId, orderId: 'o1', lines: [{ sku: 'MUG', quantity: 2 }] },
    };
    const { state } = given(cartDecider, added('a', 2), added('b', 3), added('c', 1, 'CUP'), ordered);
    expect([cartLines(state), state.currency]).to.deep.equal([
      [
        { sku: 'MUG', quantity: 3 },
        { sku: 'CUP', quantity: 1 },
      ],
      'GBP',
    ]);
    // Taken out meanwhile: there is nothing to take.
    expect(cartLines(given(cartDecider, added('a', 2), removed('b'), ordered).state)).to.deep.equal([]);
  });
  it('remembers the last thousand changes, and takes a repeat of those for what it is', () => {
    const many = Array.from({ length: 1_500 }, (_, n) => added(`a${n.toString()}`, 1));
    const cart = given(cartDecider, ...many);
    cart.when(add('a1499', 1)).then();
    cart.when(add('a500', 1)).then();
    cart.when(add('a499', 1)).then(added('a499', 1));
    expect(cart.state.changes.size).to.equal(1_000);
  });
  it('holds what was put in, less what was taken out, whatever is done and however often', () => {
    const command: fc.Arbitrary<CartCommand> = fc.oneof(
      fc
        .tuple(fc.nat(40), fc.integer({ min: 1, max: 9 }), fc.constantFrom('MUG', 'CUP', 'POT'))
        .map(([n, quantity, sku]) => add(`a${n.toString()}`, quantity, sku)),
      fc
        .tuple(fc.nat(40), fc.nat(9), fc.constantFrom('MUG', 'CUP', 'POT'))
        .map(([n, quantity, sku]) => change(`c${n.toString()}`, quantity, sku)),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        let state = cartDecider.initial;
        const held = new Map<string, number>();
        for (const each of commands) {
          const decision = cartDecider.decide(each, state);
          for (const event of 'events' in decision ? decision.events : []) {
            state = cartDecider.evolve(state, event);
            if (event.type === 'ItemAddedToCart')
              held.set(event.data.sku, (held.get(event.data.sku) ?? 0) + event.data.quantity);
            if (event.type === 'CartQuantityChanged') held.set(event.data.sku, event.data.quantity);
            if (event.type === 'ItemRemovedFromCart') held.delete(event.data.sku);
            expect(cartDecider.decide(each, state)).to.deep.equal({ events: [] });
          }
        }
        expect(new Map(cartLines(state).map(({ sku, quantity }) => [sku, quantity]))).to.deep.equal(held);
        for (const { quantity } of cartLines(state)) expect(quantity).to.be.at.least(1);
      }),
      { numRuns: 500 },
    );
  });
});
