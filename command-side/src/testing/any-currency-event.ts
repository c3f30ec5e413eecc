import type { ShopEvent } from '@storefold/contracts';
import fc from 'fast-check';

type Made = {
  readonly id: fc.Arbitrary<string>;
  readonly sku: fc.Arbitrary<string>;
  readonly minor: fc.Arbitrary<number>;
};

/** Any event about other currencies than the shop's own. */
export const anyCurrencyEvents = ({ id, sku, minor }: Made): readonly fc.Arbitrary<ShopEvent>[] => {
  const currency = fc.constantFrom('EUR', 'USD');
  return [
    fc
      .record({ sku, changeId: id, priceMinor: minor, currency })
      .map((data) => ({ type: 'ProductPricedInCurrency', data })),
    fc.record({ sku, changeId: id, currency }).map((data) => ({ type: 'ProductPriceWithdrawn', data })),
    fc
      .record({ changeId: id, currencies: fc.uniqueArray(currency) })
      .map((data) => ({ type: 'SellingCurrenciesSet', data })),
    fc.record({ cartId: id, changeId: id, currency }).map((data) => ({ type: 'CartCurrencyChanged', data })),
  ];
};
