import type { Card } from './types.js';

/** Carries the currency that the visitor chose. */
export const currencyCookie = 'storefold_currency';

/** The product at its price in a currency; as it is where none is chosen, or it is not sold in that. */
export const inCurrency = <Product extends Card>(product: Product, currency: string | undefined): Product => {
  const price = product.prices.find((other) => other.currency === currency);
  return price ? { ...product, ...price } : product;
};
