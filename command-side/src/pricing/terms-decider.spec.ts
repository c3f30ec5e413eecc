import type { DeliveryMethod, ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { given } from '../testing/given.js';
import { methodsTo, noTerms, taxRuleOf, termsDecider } from './terms-decider.js';

const post: DeliveryMethod = {
  ...{ code: 'post', name: 'By post', priceMinor: 500, currency: 'GBP', countries: [], taxCategory: 'standard' },
};
const set = (changeId: string, ...methods: DeliveryMethod[]): ShopEvent => ({
  ...{ type: 'DeliveryMethodsSet', data: { changeId, methods } },
});
const rule = { country: 'France', pricesIncludeTax: true, rates: [{ category: 'standard', rateBp: 2_000 }] };

describe('the terms of sale', () => {
  it('are set whole, and not again by a late repeat', () => {
    const change = (changeId: string) => ({ kind: 'set-delivery' as const, changeId, methods: [post], own: 'GBP' });
    given(termsDecider).when(change('c1')).then(set('c1', post));
    given(termsDecider, set('c1', post), set('c2')).when(change('c1')).then();
    given(termsDecider, set('c1', post))
      .when({ kind: 'set-tax', changeId: 'c2', rules: [rule] })
      .then({ type: 'TaxRulesSet', data: { changeId: 'c2', rules: [rule] } });
  });
  it('name the currencies that it sells in, all anew', () => {
    const command = { kind: 'set-currencies' as const, changeId: 'c1', currencies: ['EUR', 'USD'] };
    const now: ShopEvent = { type: 'SellingCurrenciesSet', data: { changeId: 'c1', currencies: ['EUR', 'USD'] } };
    const fewer: ShopEvent = { type: 'SellingCurrenciesSet', data: { changeId: 'c2', currencies: ['USD'] } };
    given(termsDecider).when(command).then(now);
    given(termsDecider, now, fewer).when(command).then();
    expect(given(termsDecider, now, fewer).state.currencies).to.deep.equal(['USD']);
    const euro = { ...post, priceMinor: 600, currency: 'EUR' };
    const methods = { kind: 'set-delivery' as const, changeId: 'd1', methods: [post, euro], own: 'GBP' };
    given(termsDecider, now)
      .when(methods)
      .then(set('d1', post, euro));
    given(termsDecider, now, fewer)
      .when(methods)
      .refuses('currency-not-offered', { currency: 'EUR', known: 'GBP, USD' });
    given(termsDecider, now, set('d1', post, euro), fewer)
      .when(methods)
      .then();
    expect(methodsTo({ ...noTerms, methods: [post, euro] }, 'France', 'EUR')).to.deep.equal([euro]);
  });
  it('name the ways to a country, and its tax, whatever its capitals', () => {
    const near = { ...post, code: 'bike', countries: ['United Kingdom'] };
    const terms = { ...noTerms, methods: [post, near], rules: [rule] };
    expect(methodsTo(terms, 'united kingdom').map(({ code }) => code)).to.deep.equal(['post', 'bike']);
    expect(methodsTo(terms, 'France').map(({ code }) => code)).to.deep.equal(['post']);
    expect(taxRuleOf(terms, 'FRANCE')).to.equal(rule);
    expect(taxRuleOf(terms, 'Spain')).to.equal(undefined);
  });
});
