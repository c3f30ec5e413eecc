import { refuseAs } from '../decider.js';
import { priceIn, type ProductPrice } from '../orders/product-price.js';
import { notOffered } from './offered.js';

/**
 * What a product costs in a currency, in its minor units, or why it cannot be bought in it.
 *
 * @param others currencies that the shop sells in beside its own, which is the product's
 */
export const soldAt = (
  currency: string,
  { sku, product }: { readonly sku: string; readonly product: Extract<ProductPrice, { kind: 'product' }> },
  others: readonly string[],
) => {
  if (currency !== product.currency && !others.includes(currency))
    return notOffered(currency, [product.currency, ...others]);
  return priceIn(product, currency) ?? refuseAs('not-sold-in-currency', { sku, currency });
};
