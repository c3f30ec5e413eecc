import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { productDecider, type ProductCommand } from './product-decider.js';

const mug = { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' };
const defined: ShopEvent = { type: 'ProductDefined', data: mug };
const changed = (changeId: string, priceMinor: number): ShopEvent => ({
  type: 'ProductPriceChanged',
  data: { sku: 'MUG', changeId, priceMinor, currency: 'GBP' },
});
const change = (changeId: string, priceMinor: number, currency = 'GBP'): ProductCommand => ({
  kind: 'change-price',
  ...{ sku: 'MUG', changeId, priceMinor, currency },
});

describe('a product', () => {
  it('is defined once', () => {
    given(productDecider).when({ kind: 'define', definition: mug }).then(defined);
    given(productDecider, defined).when({ kind: 'define', definition: mug }).then();
  });
  it('is not defined anew with other details', () => {
    given(productDecider, defined)
      .when({ kind: 'define', definition: { ...mug, title: 'A cup' } })
      .refuses('product-exists', { sku: 'MUG' });
  });
  it('is recognised by its first definition after its price changed', () => {
    given(productDecider, defined, changed('c1', 500)).when({ kind: 'define', definition: mug }).then();
  });
  it('changes its price', () => {
    given(productDecider, defined).when(change('c1', 500)).then(changed('c1', 500));
  });
  it('does not go back to an old price when that change is repeated late', () => {
    given(productDecider, defined, changed('c1', 500), changed('c2', 600)).when(change('c1', 500)).then();
  });
  const selling = (kind: 'discontinue' | 'reinstate', changeId: string): ProductCommand => ({
    kind,
    ...{ sku: 'MUG', changeId },
  });
  const off = (changeId: string): ShopEvent => ({ type: 'ProductDiscontinued', data: { sku: 'MUG', changeId } });
  const on = (changeId: string): ShopEvent => ({ type: 'ProductReinstated', data: { sku: 'MUG', changeId } });
  it('is taken off sale once, and put back once', () => {
    given(productDecider, defined).when(selling('discontinue', 'c1')).then(off('c1'));
    given(productDecider, defined, off('c1')).when(selling('discontinue', 'c2')).then();
    given(productDecider, defined, off('c1')).when(selling('reinstate', 'c2')).then(on('c2'));
    given(productDecider, defined).when(selling('reinstate', 'c2')).then();
  });
  it('stays on sale when an old discontinuation is repeated late', () => {
    given(productDecider, defined, off('c1'), on('c2')).when(selling('discontinue', 'c1')).then();
    given(productDecider, defined, off('c1'), on('c2'), off('c3')).when(selling('reinstate', 'c2')).then();
  });
  it('that nobody defined cannot be taken off sale', () => {
    for (const kind of ['discontinue', 'reinstate'] as const)
      given(productDecider).when(selling(kind, 'c1')).refuses('product-not-found', { sku: 'MUG' });
  });
  it('has no price in another currency', () => {
    given(productDecider, defined)
      .when(change('c1', 500, 'EUR'))
      .refuses('currency-differs', { expected: 'GBP', given: 'EUR' });
  });
  it('that nobody defined has no price to change', () => {
    given(productDecider).when(change('c1', 500)).refuses('product-not-found', { sku: 'MUG' });
  });
});
