import { env } from '$env/dynamic/private';
import { isHeldOut } from '$lib/control-share';
import { inCurrency } from '$lib/currency';
import { whyOf, type Why } from '$lib/reasons';
import type { Offered } from '$lib/shown-list';
import type { Card, Page, Recommendations } from '$lib/types';
import { ask, type Asked, type Shopper } from './services';
import type { Viewer } from './viewer';

/** Who looks at a page, and in which currency. */
export type Visitor = Shopper & { readonly locals: { readonly viewer: Viewer } };

/** A list to show: its products, why each, and what is told of it where the visitor agreed. */
export type Recommended = {
  readonly products: readonly Card[];
  readonly why: Readonly<Record<string, Why>>;
  readonly offered: Offered;
};

/** A list that a page wants. */
export type Wanted = Pick<Offered, 'placement' | 'about'> & {
  /** What the recommender is asked, such as `product=85123A`. */
  readonly question: string;
  readonly most: number;
  /** SKUs that stand on the page already. */
  readonly leaveOut?: readonly string[];
  /** What the control share is shown here: what many buy, whoever looks. @default that of all of the shop */
  readonly whoever?: string;
};

/** No page waits longer for recommendations; a search, which has its products by then, half as long. */
const WAITED_MS = { list: 500, search: 250 };
/** Of what many buy, so many are asked for where not all may be shown. */
const MANY = 50;

/** Products by SKU, in that order. */
export const bySku = async (asker: Shopper, skus: readonly string[]): Promise<readonly Card[]> => {
  if (skus.length === 0) return [];
  const answer = await ask<Page<Card>>(asker, `/shop/products-by-sku?skus=${skus.map(encodeURIComponent).join(',')}`);
  return answer.ok ? answer.body.items.map((card) => inCurrency(card, asker.locals.currency)) : [];
};

/** The share of visitors that is held out is checked by the gateway, which starts the pages. */
const groupOf = (viewer: Viewer): Offered['group'] => {
  if (viewer.kind !== 'shopper') return undefined;
  return isHeldOut(viewer.id, Number(env['RECOMMENDATION_CONTROL_SHARE'])) ? 'control' : 'treated';
};

const asking = (
  asker: Shopper,
  question: string,
  timeoutMs: number = WAITED_MS.list,
): Promise<Asked<Recommendations>> => ask(asker, `/recommendations?${question}`, { patienceMs: 0, timeoutMs });

const offering = (
  { placement, about }: Pick<Offered, 'placement' | 'about'>,
  group: Offered['group'],
  by: Pick<Recommendations, 'answeredBy' | 'modelId'> | undefined,
  products: readonly Card[],
): Offered => ({
  ...{ placement, about, group, answeredBy: by?.answeredBy, modelId: by?.modelId },
  skus: products.map(({ sku }) => sku),
});

/** Recommended products with their cards and reasons. */
const dressed = async (
  asker: Shopper,
  { items }: Recommendations,
): Promise<{ readonly cards: readonly Card[]; readonly why: Readonly<Record<string, Why>> }> => {
  const named = [
    ...new Set(items.flatMap(({ sku, reason }) => (reason.with === undefined ? [sku] : [sku, reason.with]))),
  ];
  const known = new Map((await bySku(asker, named)).map((card) => [card.sku, card]));
  const titleOf = (sku: string) => known.get(sku)?.title;
  return {
    // What the recommender learnt of may have been taken off sale since.
    cards: items.flatMap(({ sku }) => known.get(sku) ?? []).filter(({ discontinued }) => !discontinued),
    why: Object.fromEntries(items.map(({ sku, reason, events }) => [sku, whyOf(reason, events, titleOf)])),
  };
};

/**
 * What the recommender says; to the control share, what many buy in the same place. A page never fails for want of a
 * recommendation, and never waits long for one.
 */
export const recommended = async (asker: Visitor, wanted: Wanted): Promise<Recommended> => {
  const { question, most, leaveOut = [], whoever } = wanted;
  const group = groupOf(asker.locals.viewer);
  const heldOut = group === 'control';
  const whatManyBuy = [...(whoever === undefined ? [] : [whoever]), `limit=${MANY.toString()}`].join('&');
  const answer = await asking(asker, heldOut ? whatManyBuy : `${question}&limit=${most.toString()}`);
  if (!answer.ok) return { products: [], why: {}, offered: offering(wanted, group, undefined, []) };
  const { cards, why } = await dressed(asker, answer.body);
  const products = cards.filter((card) => !leaveOut.includes(card.sku)).slice(0, most);
  return { products, why, offered: offering(wanted, group, answer.body, products) };
};

/** What many buy, whoever looks. */
export const loved = async (asker: Shopper, most: number): Promise<readonly Card[]> => {
  const answer = await asking(asker, `limit=${most.toString()}`);
  return answer.ok ? (await dressed(asker, answer.body)).cards : [];
};

/**
 * What a search found, those first that suit who looks; none is left out. The order that was given stays for the control
 * share, and where the recommender does not answer in time.
 */
export const suitingFirst = async (
  asker: Visitor,
  cards: readonly Card[],
  about: string,
): Promise<{ readonly cards: readonly Card[]; readonly offered: Offered }> => {
  const group = groupOf(asker.locals.viewer);
  const place = { placement: 'search', about } as const;
  const given = { cards, offered: offering(place, group, undefined, cards) };
  if (group === 'control' || cards.length < 2) return given;
  const found = cards.map(({ sku }) => encodeURIComponent(sku)).join(',');
  const answer = await asking(asker, `rerank=${found}`, WAITED_MS.search);
  if (!answer.ok) return given;
  const places = new Map(answer.body.items.map(({ sku }, place) => [sku, place]));
  const placeOf = ({ sku }: Card) => places.get(sku) ?? Infinity;
  const ordered = [...cards].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
  return { cards: ordered, offered: offering(place, group, answer.body, ordered) };
};
