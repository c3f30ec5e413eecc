import type { Basket } from '$lib/basket';
import { inCurrency } from '$lib/currency';
import type { Card, Page } from '$lib/types';
import { mustAsk, type Shopper } from './services';

export type PricedLine = { readonly product: Card; readonly quantity: number; readonly amountMinor: number };
export type PricedBasket = {
  readonly lines: readonly PricedLine[];
  readonly gone: readonly string[];
  readonly totalMinor: number;
  /** Empty in an empty one. */
  readonly currency: string;
  /** What has no price in the currency that the shopper chose: all is in the shop's own because of it. */
  readonly notSoldIn: readonly Card[];
};

/**
 * A basket with today's prices and stock; what we no longer sell is named apart. It is in the currency that the shopper chose
 * where all of it is sold in that, else in the shop's own: never in two.
 */
export const priceBasket = async (asker: Shopper, { lines }: Basket): Promise<PricedBasket> => {
  if (lines.length === 0) return { lines: [], gone: [], totalMinor: 0, currency: '', notSoldIn: [] };
  const { items } = await mustAsk<Page<Card>>(
    asker,
    `/shop/products-by-sku?skus=${lines.map((line) => encodeURIComponent(line.sku)).join(',')}`,
  );
  const { currency: chosen } = asker.locals;
  const notSoldIn = chosen === undefined ? [] : items.filter((card) => inCurrency(card, chosen).currency !== chosen);
  const currency = notSoldIn.length > 0 ? undefined : chosen;
  const known = new Map(items.map((card) => [card.sku, inCurrency(card, currency)]));
  const priced = lines.flatMap(({ sku, quantity }) => {
    const product = known.get(sku);
    return product ? [{ product, quantity, amountMinor: product.priceMinor * quantity }] : [];
  });
  return {
    lines: priced,
    gone: lines.filter(({ sku }) => !known.has(sku)).map(({ sku }) => sku),
    totalMinor: priced.reduce((sum, line) => sum + line.amountMinor, 0),
    currency: priced[0]?.product.currency ?? '',
    notSoldIn,
  };
};
