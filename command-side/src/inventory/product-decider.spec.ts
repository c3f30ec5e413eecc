import { expect } from 'chai';
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
  ...{ sku: 'MUG', changeId, priceMinor, currency, offered: ['GBP', 'EUR'] },
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
  const details = {
    ...{ title: 'A blue mug', description: 'Holds a pint.', categoryPath: ['Kitchen', 'Mugs'] },
    ...{ attributes: [{ name: 'Material', value: 'clay' }], pictures: [{ url: '/mug.jpg', shows: 'A mug' }] },
  };
  const described = (changeId: string): ShopEvent => ({
    type: 'ProductDescribed',
    data: { sku: 'MUG', changeId, ...details },
  });
  it('is described, and not again by a late repeat', () => {
    const describe: ProductCommand = { kind: 'describe', sku: 'MUG', changeId: 'c1', details };
    given(productDecider, defined).when(describe).then(described('c1'));
    given(productDecider, defined, described('c1'), described('c2')).when(describe).then();
    given(productDecider).when(describe).refuses('product-not-found', { sku: 'MUG' });
  });
  it('is a variant of one family at most', () => {
    const family = (kind: 'join-family' | 'leave-family', familyId: string): ProductCommand => ({
      kind,
      ...{ sku: 'MUG', changeId: 'c1', familyId },
    });
    const membership = { sku: 'MUG', familyId: 'mugs', changeId: 'c1' };
    const joined: ShopEvent = { type: 'ProductJoinedFamily', data: membership };
    const left: ShopEvent = { type: 'ProductLeftFamily', data: membership };
    given(productDecider, defined).when(family('join-family', 'mugs')).then(joined);
    given(productDecider, defined, joined).when(family('join-family', 'mugs')).then();
    given(productDecider, defined, joined)
      .when(family('join-family', 'cups'))
      .refuses('product-in-another-family', { sku: 'MUG', familyId: 'mugs' });
    given(productDecider, defined, joined).when(family('leave-family', 'cups')).then();
    given(productDecider, defined, joined).when(family('leave-family', 'mugs')).then(left);
    given(productDecider, defined, joined, left).when(family('leave-family', 'mugs')).then();
    given(productDecider).when(family('join-family', 'mugs')).refuses('product-not-found', { sku: 'MUG' });
  });
  it('has a price of its own in another currency, which leaves the first alone, and may be withdrawn', () => {
    const inEuro: ShopEvent = {
      ...{ type: 'ProductPricedInCurrency', data: { sku: 'MUG', changeId: 'c1', priceMinor: 500, currency: 'EUR' } },
    };
    const end = (currency: string): ProductCommand => ({
      kind: 'withdraw-price',
      sku: 'MUG',
      changeId: 'c2',
      currency,
    });
    const ended: ShopEvent = {
      ...{ type: 'ProductPriceWithdrawn', data: { sku: 'MUG', changeId: 'c2', currency: 'EUR' } },
    };
    given(productDecider, defined)
      .when(change('c1', 500, 'EUR'))
      .then(inEuro);
    given(productDecider, defined, inEuro)
      .when(change('c1', 500, 'EUR'))
      .then();
    given(productDecider, defined)
      .when(change('c1', 500, 'USD'))
      .refuses('currency-not-offered', { currency: 'USD', known: 'GBP, EUR' });
    // A repeat is told that it was done, also where the currency was taken off since.
    given(productDecider, defined, inEuro)
      .when({ ...change('c1', 500, 'EUR'), offered: ['GBP'] } as ProductCommand)
      .then();
    const { state } = given(productDecider, defined, inEuro);
    expect(state).to.deep.include({ priceMinor: 450, currency: 'GBP', prices: { EUR: 500 } });
    given(productDecider, defined, inEuro).when(end('EUR')).then(ended);
    expect(given(productDecider, defined, inEuro, ended).state).to.deep.include({ prices: {} });
    for (const events of [[defined], [defined, inEuro, ended]])
      given(productDecider, ...events)
        .when(end('EUR'))
        .then();
    const toCome: ShopEvent = {
      type: 'PriceChangeScheduled',
      data: { sku: 'MUG', changeId: 's1', priceMinor: 520, currency: 'EUR', effectiveFrom: '2027-01-01T00:00:00.000Z' },
    };
    const notToCome: ShopEvent = { type: 'PriceChangeWithdrawn', data: { sku: 'MUG', changeId: 's1' } };
    given(productDecider, defined, inEuro, toCome).when(end('EUR')).then(notToCome, ended);
    given(productDecider, defined, toCome).when(end('EUR')).then(notToCome);
    given(productDecider, defined).when(end('GBP')).refuses('own-price-stays', { sku: 'MUG', currency: 'GBP' });
    given(productDecider).when(end('EUR')).refuses('product-not-found', { sku: 'MUG' });
  });
  it('that nobody defined has no price to change', () => {
    given(productDecider).when(change('c1', 500)).refuses('product-not-found', { sku: 'MUG' });
  });
});
