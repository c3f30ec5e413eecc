import type { Basket } from '$lib/basket';
import type { Card, Page } from '$lib/types';
import { mustAsk, type Asker } from './services';

export type PricedLine = { readonly product: Card; readonly quantity: number; readonly amountMinor: number };
export type PricedBasket = {
  readonly lines: readonly PricedLine[];
  readonly gone: readonly string[];
  readonly totalMinor: number;
  readonly currency: string;
};

/** A basket with today's prices and stock; what we no longer sell is named apart. */
export const priceBasket = async (asker: Asker, { lines }: Basket): Promise<PricedBasket> => {
  if (lines.length === 0) return { lines: [], gone: [], totalMinor: 0, currency: 'GBP' };
  const { items } = await mustAsk<Page<Card>>(
    asker,
    `/shop/products-by-sku?skus=${lines.map((line) => encodeURIComponent(line.sku)).join(',')}`,
  );
  const known = new Map(items.map((card) => [card.sku, card]));
  const priced = lines.flatMap(({ sku, quantity }) => {
    const product = known.get(sku);
    return product ? [{ product, quantity, amountMinor: product.priceMinor * quantity }] : [];
  });
  return {
    lines: priced,
    gone: lines.filter(({ sku }) => !known.has(sku)).map(({ sku }) => sku),
    totalMinor: priced.reduce((sum, line) => sum + line.amountMinor, 0),
    currency: priced[0]?.product.currency ?? 'GBP',
  };
};
