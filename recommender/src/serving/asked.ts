import type { Mode } from '../rankers/lists.js';
import type { Buyer } from '../profiles/customer-profiles.js';
import type { Bought } from './buyers.js';
import type { Knowledge } from './knowledge.js';

/** Who looks: their orders are found by `buyers`, what they do now by `visitorId`. Nobody for whom we know nothing. */
export type Viewer = { readonly buyers: readonly Buyer[]; readonly visitorId: string | undefined };
export const nobody: Viewer = { buyers: [], visitorId: undefined };

/** What a page asks. */
export type Asked =
  /** What many buy, whoever looks: of all of the shop, or of one category. */
  | { readonly kind: 'popular'; readonly category?: string }
  /** What goes with a product, or with all of a basket. */
  | { readonly kind: 'product'; readonly sku: string }
  | { readonly kind: 'basket'; readonly skus: readonly string[] }
  /** What suits whoever looks: all of the shop, or one category. A newcomer is looked at by what they do now. */
  | { readonly kind: 'home'; readonly viewer: Viewer }
  | { readonly kind: 'category'; readonly category: string; readonly viewer: Viewer }
  /** The same products, those first that suit whoever looks; none is left out. */
  | { readonly kind: 'rerank'; readonly skus: readonly string[]; readonly viewer: Viewer };

/** From where somebody comes to a product: what is recommended because of it says so. */
export type Start = {
  readonly sku: number;
  readonly because: 'product' | 'basket' | 'viewed';
  /** The event that says so; undefined for what the question itself names. */
  readonly position: bigint | undefined;
};

/** A question as the steps answer it. */
export type Looking = {
  /** What is looked at now, the newest first. */
  readonly starts: readonly Start[];
  /** Oldest first. */
  readonly orders: readonly Bought[];
  readonly mode: Mode;
  /** Whether a product may be recommended here and now. */
  readonly allowed: (sku: number) => boolean;
  /** Only these products are asked about; undefined: all. */
  readonly only: readonly number[] | undefined;
};

/** Who bought a thing so lately needs no second one yet. */
const JUST_BOUGHT_DAYS = 7;

/** Looks up what a question is about. @returns undefined when it names a product that the shop did not define */
export const lookInto = (
  asked: Asked,
  { counts, shelves, visits, buyers }: Knowledge,
  isBlocked: (sku: string) => boolean,
): Looking | undefined => {
  const { skus, products } = counts;
  const onSale = (sku: number) =>
    products.profileOf(sku) !== undefined && shelves.canBeBought(sku) && !isBlocked(skus.nameOf(sku));
  const none = { starts: [], orders: [], mode: 'new' as const, only: undefined };
  const within = (category: string) => (sku: number) =>
    products.profileOf(sku)?.categoryPath.includes(category) === true;
  if (asked.kind === 'popular') {
    const only = asked.category === undefined ? undefined : products.inOrder.filter(within(asked.category));
    return { ...none, allowed: onSale, only };
  }
  if (asked.kind === 'product' || asked.kind === 'basket') {
    const named = asked.kind === 'product' ? [asked.sku] : asked.skus;
    const known = named.flatMap((name) => skus.find(name) ?? []).filter((sku) => products.profileOf(sku));
    if (asked.kind === 'product' && known.length === 0) return undefined;
    const starts = known.map((sku): Start => ({ sku, because: asked.kind, position: undefined }));
    const leaveOut = new Set(known);
    return { ...none, starts, allowed: (sku) => !leaveOut.has(sku) && onSale(sku) };
  }

  const { viewer } = asked;
  const visit = viewer.visitorId === undefined ? { viewed: [], basket: [] } : visits.of(viewer.visitorId);
  const starts = [
    ...visit.basket.map(({ sku, position }): Start => ({ sku, because: 'basket', position })),
    ...visit.viewed.map(({ sku, position }): Start => ({ sku, because: 'viewed', position })),
  ];
  const orders = buyers.ordersOf(viewer.buyers);
  if (asked.kind === 'rerank') {
    const only = asked.skus.flatMap((name) => skus.find(name) ?? []);
    return { starts, orders, mode: 'all', allowed: () => true, only };
  }
  const justBought = orders
    .filter(({ day }) => buyers.today - day < JUST_BOUGHT_DAYS)
    .flatMap(({ items }) => [...items]);
  const leaveOut = new Set([...starts.map(({ sku }) => sku), ...justBought]);
  const fits = asked.kind === 'category' ? within(asked.category) : undefined;
  const allowed = (sku: number) => !leaveOut.has(sku) && onSale(sku) && fits?.(sku) !== false;
  const only = fits && products.inOrder.filter(fits);
  return { starts, orders, mode: 'all', allowed, only };
};
