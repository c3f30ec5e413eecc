import type { Invoice } from '../online-retail/invoice.js';

/** Pairs that fewer orders than this held may be chance. */
const LEAST_TOGETHER = 8;
/** Among so many best-selling products pairs are counted; rarer ones have too few to tell. */
const CANDIDATES = 1_000;

const skusOf = (invoice: Invoice): readonly string[] => [
  ...new Set(invoice.rows.filter(({ kind }) => kind === 'line').map(({ code }) => code)),
];

/**
 * Picks products that people bought together: those with the strongest ties to others, where a tie is how often two were
 * in one order, weighed by how much more often than chance that is.
 *
 * @param orders the orders of the period
 * @param count how many products
 * @returns their SKUs; of equals the one that sorts first
 */
export const chooseProducts = (orders: readonly Invoice[], count: number): ReadonlySet<string> => {
  const baskets = orders.map(skusOf).filter(({ length }) => length >= 2);
  const sold = new Map<string, number>();
  for (const sku of baskets.flat()) sold.set(sku, (sold.get(sku) ?? 0) + 1);
  const byTimes = [...sold].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const candidates = new Set(byTimes.slice(0, CANDIDATES).map(([sku]) => sku));

  const pairs = new Map<string, number>();
  for (const basket of baskets) {
    const known = basket.filter((sku) => candidates.has(sku)).sort();
    for (const [index, one] of known.entries())
      for (const other of known.slice(index + 1)) {
        const pair = `${one}|${other}`;
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      }
  }
  const ties = new Map<string, number>();
  for (const [pair, together] of pairs) {
    if (together < LEAST_TOGETHER) continue;
    const [one = '', other = ''] = pair.split('|');
    const byChance = ((sold.get(one) ?? 0) * (sold.get(other) ?? 0)) / baskets.length;
    const strength = together * Math.max(0, Math.log(together / byChance));
    for (const sku of [one, other]) ties.set(sku, (ties.get(sku) ?? 0) + strength);
  }
  const strongest = [...ties].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return new Set(strongest.slice(0, count).map(([sku]) => sku));
};
