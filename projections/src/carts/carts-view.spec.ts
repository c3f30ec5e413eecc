import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { made } from '../testing/views-spec.js';
import { cartsView } from './carts-view.js';

const cartId = 'c1';
let changes = 0;
const change = () => ({ cartId, changeId: `ch${(++changes).toString()}` });
const add = (sku: string, quantity: number): ShopEvent => ({
  type: 'ItemAddedToCart',
  data: { ...change(), sku, quantity, currency: 'GBP' },
});
const set = (sku: string, quantity: number): ShopEvent => ({
  type: 'CartQuantityChanged',
  data: { ...change(), sku, quantity },
});
const remove = (sku: string): ShopEvent => ({ type: 'ItemRemovedFromCart', data: { ...change(), sku } });
const abandoned: ShopEvent = { type: 'CartAbandoned', data: { cartId, lines: [] } };
const cart = (...events: readonly ShopEvent[]) => made(cartsView, cartId, ...events);

describe('carts', () => {
  it('hold what was put in, in the order in which it was', () => {
    expect(cart(add('MUG', 1), add('CUP', 2), add('MUG', 3), set('CUP', 5))?.lines).to.deep.equal([
      { sku: 'MUG', quantity: 4 },
      { sku: 'CUP', quantity: 5 },
    ]);
  });

  it('are turned to another currency as a whole, and begin anew in any', () => {
    const turned: ShopEvent = { type: 'CartCurrencyChanged', data: { cartId, changeId: 't', currency: 'EUR' } };
    expect(cart(add('MUG', 1), turned)).to.deep.include({ currency: 'EUR', lines: [{ sku: 'MUG', quantity: 1 }] });
    expect(cart(turned)).to.deep.include({ currency: null, lines: [] });
  });

  it('have no currency once they are empty', () => {
    expect(cart(add('MUG', 1))).to.include({ currency: 'GBP' });
    expect(cart(add('MUG', 1), remove('MUG'))).to.deep.include({ currency: null, lines: [] });
  });

  it('take what another brings, and give what another takes, and no more than they have', () => {
    const lines = [{ sku: 'MUG', quantity: 2 }];
    const merged: ShopEvent = {
      type: 'CartMerged',
      data: { cartId, mergeId: 'm', fromCartId: 'c2', currency: 'GBP', lines },
    };
    const handed: ShopEvent = { type: 'CartHandedOver', data: { cartId, mergeId: 'm', intoCartId: 'c2', lines } };
    expect(cart(add('MUG', 1), merged)?.lines).to.deep.equal([{ sku: 'MUG', quantity: 3 }]);
    expect(cart(add('MUG', 3), handed)?.lines).to.deep.equal([{ sku: 'MUG', quantity: 1 }]);
    expect(cart(add('CUP', 3), handed)?.lines).to.deep.equal([{ sku: 'CUP', quantity: 3 }]);
  });

  it('are abandoned until somebody comes back', () => {
    expect(cart(add('MUG', 1), abandoned)?.abandoned).to.equal(true);
    expect(cart(add('MUG', 1), abandoned, add('MUG', 1))?.abandoned).to.equal(false);
  });

  it('are empty after checkout and know the order', () => {
    const out: ShopEvent = { type: 'CartCheckedOut', data: { cartId, orderId: 'o1' } };
    expect(cart(add('MUG', 1), out)).to.deep.include({ lines: [], lastOrderId: 'o1', checkedOut: 1 });
  });

  it('keep what was put in while the order was placed', () => {
    const lines = [{ sku: 'MUG', quantity: 2 }];
    const out: ShopEvent = { type: 'CartCheckedOut', data: { cartId, orderId: 'o1', lines } };
    expect(cart(add('MUG', 3), add('CUP', 1), out)).to.deep.include({
      lines: [
        { sku: 'MUG', quantity: 1 },
        { sku: 'CUP', quantity: 1 },
      ],
      currency: 'GBP',
    });
  });
});
