import { drawn } from './drawn.js';

/** A product, and what chance made of it: a taste that it meets, a kind of thing, and how good it is, 0 to 1. */
export type Ware = {
  readonly number: number;
  readonly sku: string;
  readonly title: string;
  readonly taste: number;
  readonly kind: number;
  readonly quality: number;
  /** From which day of the recommendations on it is sold; 0 for what was always there. */
  readonly fromDay: number;
};

/** Somebody whose taste we know, since we made it: what they love, what they like, and the kinds of thing that they need. */
export type Shopper = {
  readonly number: number;
  readonly id: string;
  readonly loves: number;
  readonly likes: number;
  readonly needs: readonly number[];
};

export type Population = {
  readonly seed: number;
  readonly wares: readonly Ware[];
  readonly shoppers: readonly Shopper[];
};

export type PopulationSize = {
  readonly seed: number;
  readonly shoppers: number;
  readonly products: number;
  readonly fresh: number;
};

const TASTES = 12;
const KINDS = 20;
const words = {
  tastes: [
    'red',
    'paisley',
    'polkadot',
    'gingham',
    'floral',
    'vintage',
    'oak',
    'ivory',
    'skull',
    'fairy',
    'tin',
    'jade',
  ],
  kinds: [
    ...['mug', 'tray', 'jar', 'lamp', 'bag', 'clock', 'bowl', 'spoon', 'heart', 'sign'],
    ...['frame', 'cushion', 'plate', 'apron', 'notebook', 'candle', 'drawer', 'bunting', 'doormat', 'bottle'],
  ],
};
const of = { taste: 1, kind: 2, quality: 3, loves: 4, likes: 5, needs: 6 };

/**
 * People and things, tastes across the kinds, so that no category of the shop is a taste. @param seed decides everything
 *
 * @param fresh so many more products, two a day from the first day of the recommendations on
 */
export const makePopulation = ({ seed, shoppers, products, fresh }: PopulationSize): Population => {
  const below = (most: number, ...from: readonly number[]) => Math.floor(drawn(seed, ...from) * most);
  return {
    seed,
    wares: Array.from({ length: products + fresh }, (_, number) => {
      const taste = below(TASTES, of.taste, number);
      const kind = below(KINDS, of.kind, number);
      const title = `${words.tastes[taste] ?? ''} ${words.kinds[kind] ?? ''} ${number.toString()}`;
      const fromDay = number < products ? 0 : 1 + Math.floor((number - products) / 2);
      const quality = drawn(seed, of.quality, number);
      return { number, sku: `W-${number.toString()}`, title, taste, kind, quality, fromDay };
    }),
    shoppers: Array.from({ length: shoppers }, (_, number) => ({
      ...{ number, id: `s${number.toString()}` },
      loves: below(TASTES, of.loves, number),
      likes: below(TASTES, of.likes, number),
      needs: [0, 1, 2].map((at) => below(KINDS, of.needs, number, at)),
    })),
  };
};

/** Chosen so that of what many buy somebody opens one product in twenty, and of what meets their taste one in three. */
const weights = { base: -4.6, loved: 2.6, liked: 1.3, needed: 1, quality: 1.6 };
/** Who bought a thing hardly wants another one for so many days. */
const HAS_IT = { days: 30, share: 0.1 };

/**
 * How likely somebody opens a product that they look at: a logistic function of taste, need and quality.
 *
 * @param boughtAgo days since they bought it; undefined where they did not
 */
export const attraction = (shopper: Shopper, ware: Ware, boughtAgo?: number): number => {
  const wish =
    weights.base +
    (ware.taste === shopper.loves ? weights.loved : ware.taste === shopper.likes ? weights.liked : 0) +
    (shopper.needs.includes(ware.kind) ? weights.needed : 0) +
    weights.quality * ware.quality;
  const share = boughtAgo !== undefined && boughtAgo < HAS_IT.days ? HAS_IT.share : 1;
  return share / (1 + Math.exp(-wish));
};

/**
 * How likely a place of a list is looked at, the first one always: `1 / place ^ 0.7`, the examination of the position-based
 * model (Craswell, Zoeter, Taylor and Ramsey, WSDM 2008) in the form of Joachims, Swaminathan and Schnabel (WSDM 2017).
 *
 * @param at from 0
 */
export const examination = (at: number): number => (at + 1) ** -0.7;
