import { collections, type BasketPairsDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Products of one order that are paired: a wholesaler's order of 1,110 lines would else make a million pairs, and say little. */
const MOST_PAIRED = 30;
/** Partners that are counted per product. When it is full, the weakest leave: see the view. */
const MOST_PARTNERS = 80;
const LEFT_WHEN_FULL = 60;

/** A number that looks random and is the same everywhere: FNV-1a, 32 bits. */
const spread = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

/** By event: each of its products is given the same list. */
const known = new WeakMap<Recorded, readonly string[]>();

/** The products of an order that are paired: all, or of many the same choice each time, by order. */
const paired = (event: Recorded): readonly string[] => {
  let skus = known.get(event);
  if (!skus) known.set(event, (skus = choose(event)));
  return skus;
};

const choose = (event: Recorded): readonly string[] => {
  if (event.type !== 'OrderPlaced' && event.type !== 'OrderCancelled') return [];
  const { orderId, lines } = event.data;
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  if (skus.length <= MOST_PAIRED) return skus;
  const ranked = skus.map((sku) => ({ sku, rank: spread(`${orderId}|${sku}`) }));
  return ranked
    .sort((a, b) => a.rank - b.rank || (a.sku < b.sku ? -1 : 1))
    .slice(0, MOST_PAIRED)
    .map(({ sku }) => sku);
};

const strongestFirst = (a: BasketPairsDocument['partners'][number], b: BasketPairsDocument['partners'][number]) =>
  b.times - a.times || (a.sku < b.sku ? -1 : 1);

/**
 * What each product is bought with. Partners beyond 80 push out the weakest 20 at once, ties by SKU, so a count is exact for a
 * partner that never left and else too small by what it had when it did: the idea of Manku and Motwani's lossy counting (2002). So the
 * same log makes the same pairs, and another order of streams may make others.
 */
export const basketPairsView: View<BasketPairsDocument> = {
  name: 'basketPairs',
  version: 1,
  collection: collections.basketPairs,
  indexes: [],
  keys: paired,
  project: (document, event, sku) => {
    const before = document ?? { sku, baskets: 0, partners: [] };
    const change = event.type === 'OrderCancelled' ? -1 : 1;
    const times = new Map(before.partners.map((partner) => [partner.sku, partner.times]));
    for (const other of paired(event)) if (other !== sku) times.set(other, (times.get(other) ?? 0) + change);
    const partners = [...times]
      .filter(([, count]) => count > 0)
      .map(([other, count]) => ({ sku: other, times: count }))
      .sort(strongestFirst);
    const kept = partners.length > MOST_PARTNERS ? partners.slice(0, LEFT_WHEN_FULL) : partners;
    return { sku, baskets: Math.max(0, before.baskets + change), partners: kept };
  },
};
