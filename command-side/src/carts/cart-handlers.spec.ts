import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import type { Catalogue } from '../orders/catalogue.js';
import type { ProductPrice } from '../orders/product-price.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { CartHandlers, cartStreams } from './cart-handlers.js';

const sold = (prices: Readonly<Record<string, number>>): ProductPrice => ({
  ...{ kind: 'product', title: 'A thing', priceMinor: 450, currency: 'GBP', prices },
  ...{ discontinued: false, taxCategory: undefined },
});

/** A cart with one thing in it; whenever a price is looked up, somebody may put another thing in, so many times. */
const busyCart = async (others: number, prices: Readonly<Record<string, number>>) => {
  const carts = cartStreams(createStreamRuntime({ store: new MemoryStore(), logger: silent, retryPace: 0 }));
  const product = sold(prices);
  let put = 0;
  const putIn = async (): Promise<void> => {
    const changeId = `put-${(++put).toString()}`;
    const sku = `SKU-${put.toString()}`;
    const command = { kind: 'add', cartId: 'c', changeId, sku, quantity: 1, product: sold({}), others: [] } as const;
    await carts.handle('c', command, contextOf(changeId));
  };
  await putIn();
  const catalogue = {
    terms: () => Promise.resolve({ currencies: ['GBP', 'EUR'] }),
    product: async () => {
      if (put <= others) await putIn();
      return product;
    },
  };
  // Of the catalogue it asks for these two only; nobody watches.
  const handlers = new CartHandlers(carts, catalogue as unknown as Catalogue, { before: () => Promise.resolve() });
  const outcome = await handlers.changeCurrency({ cartId: 'c', changeId: 'turn', currency: 'EUR' }, contextOf('turn'));
  return { outcome, basket: await handlers.basket('c') };
};
const typesOf = (events: readonly ShopEvent[]) => events.map(({ type }) => type);

describe('turning a cart to another currency', () => {
  it('looks again when something was put in meanwhile, and turns all of it', async () => {
    const { outcome, basket } = await busyCart(2, { EUR: 520 });
    if (outcome.kind === 'refused') throw new Error(outcome.code);
    expect(typesOf(outcome.events)).to.deep.equal(['CartCurrencyChanged']);
    expect([basket.currency, basket.lines.length]).to.deep.equal(['EUR', 3]);
  });
  it('says so in the end where things are put in without end, and leaves the cart as it is', async () => {
    const { outcome, basket } = await busyCart(1_000, { EUR: 520 });
    expect(outcome).to.include({ kind: 'refused', code: 'cart-changed' });
    expect(basket.currency).to.equal('GBP');
  });
  it('refuses at once what is not sold in it', async () => {
    const { outcome } = await busyCart(0, {});
    expect(outcome).to.include({ kind: 'refused', code: 'not-sold-in-currency' });
  });
});
