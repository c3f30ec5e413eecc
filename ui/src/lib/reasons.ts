import { titleCase } from './format.js';

/** Why a product is recommended, as the recommender says it: a fact, and how many orders prove it. */
export type Reason = { readonly kind: string; readonly with?: string; readonly times: number };

/** A reason for a card: in a few words (none where they would say nothing), as a sentence, and the events behind it. */
export type Why = {
  readonly words: string | undefined;
  readonly because: string;
  /** Positions in the log. */
  readonly events: readonly string[];
  /** Whether something that the shopper did is part of it. */
  readonly isOwn: boolean;
};

/** A product by its title, and by its number where it has none any more. */
const nameOf = (sku: string, titleOf: (sku: string) => string | undefined): string => {
  const title = titleOf(sku);
  return title === undefined ? sku : titleCase(title);
};

const times = (count: number): string => `${count.toString()} ${count === 1 ? 'time' : 'times'}`;

const inWords = ({ kind, times: count }: Reason): string | undefined => {
  switch (kind) {
    case 'bought-together':
      return `Bought together ${times(count)}`;
    case 'bought-before-similar':
      return 'Goes with what you bought';
    case 'bought-before':
      return `You bought it ${times(count)}`;
    case 'viewed-similar':
      return 'Goes with what you looked at';
    case 'goes-with-basket':
      return 'Goes with what is in your basket';
    case 'new':
      return 'New in the shop';
    default:
      return undefined;
  }
};

const because = ({ kind, times: count }: Reason, other: string): string => {
  const both = `${count.toString()} ${count === 1 ? 'order holds' : 'orders hold'} both`;
  switch (kind) {
    case 'bought-together':
      return `${both}: this and ${other}.`;
    case 'bought-before-similar':
      return `You bought ${other}, and ${both}.`;
    case 'viewed-similar':
      return `You looked at ${other}, and ${both}.`;
    case 'goes-with-basket':
      return `${other} is in your basket, and ${both}.`;
    case 'bought-before':
      return `You ordered it ${times(count)}.`;
    case 'popular':
      return count === 0
        ? 'Nothing that we know speaks for another one.'
        : `${count.toString()} ${count === 1 ? 'order holds' : 'orders hold'} it; the recent ones count most.`;
    case 'new':
      return 'It is new in the shop, and few have seen it yet.';
    default:
      return 'It is in the shop, and nothing that we know speaks for another one.';
  }
};

const ofShopper = ['bought-before-similar', 'bought-before', 'viewed-similar', 'goes-with-basket'];

/**
 * Says a reason in words.
 *
 * @param titleOf the title of a SKU; undefined where it is not known any more
 */
export const whyOf = (reason: Reason, events: readonly string[], titleOf: (sku: string) => string | undefined): Why => {
  const other = reason.with === undefined ? 'another product' : nameOf(reason.with, titleOf);
  const isOwn = ofShopper.includes(reason.kind) && events.length > 0;
  return { words: inWords(reason), because: because(reason, other), events, isOwn };
};

/** Something that a shopper did, as the shop tells it to them. */
export type OwnEvent = {
  readonly position: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly skus: readonly string[];
};

const MOST_NAMED = 3;

/** What a shopper did, as they would say it. */
export const ownEventInWords = (
  { type, skus }: Pick<OwnEvent, 'type' | 'skus'>,
  titleOf: (sku: string) => string | undefined,
): string => {
  const named = skus.slice(0, MOST_NAMED).map((sku) => nameOf(sku, titleOf));
  const more = skus.length - named.length;
  const things = [...named, ...(more > 0 ? [`${more.toString()} more`] : [])];
  const what = things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1) ?? ''}`;
  switch (type) {
    case 'ProductViewed':
      return `You looked at ${what}`;
    case 'RecommendationFollowed':
      return `You opened ${what} from a recommendation`;
    case 'ItemAddedToCart':
    case 'CartQuantityChanged':
      return `You put ${what} in your basket`;
    case 'CartMerged':
      return `${what} came with you in your basket when you signed in`;
    case 'OrderPlaced':
      return `You ordered ${what}`;
    default:
      return what === '' ? type : `${type}: ${what}`;
  }
};
