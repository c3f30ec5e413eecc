import { collections, type RecommendationUseDocument } from '@storefold/contracts';
import type { Refusal, Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import { refuseField } from '../freshness/refuse-field.js';
import { differenceOfShares, wilson, type Interval } from './two-shares.js';

export type RecommendationsQuestion = { readonly from?: string | undefined; readonly to?: string | undefined };

/** Lists that were shown to a group, those of which something was opened, the share, and where it lies at 95 %. */
export type Followed = Interval & { readonly shown: number; readonly followed: number; readonly share: number };
export type UpliftRow = {
  /** A place on a page. */
  readonly key: string;
  readonly treated: Followed;
  readonly control: Followed;
  /** Treated less control, and where that lies at 95 %; null before both groups were shown something. */
  readonly uplift: (Interval & { readonly difference: number }) | null;
};
export type RecommendationsAnswer = {
  readonly from: string | null;
  readonly to: string | null;
  readonly timeZone: string;
  /** By place, in the order of letters. */
  readonly rows: readonly UpliftRow[];
  readonly totals: Omit<UpliftRow, 'key'>;
};

type Sums = { readonly shown: number; readonly followed: number };
type Groups = { readonly treated: Sums; readonly control: Sums };
const none: Groups = { treated: { shown: 0, followed: 0 }, control: { shown: 0, followed: 0 } };
const groups = ['treated', 'control'] as const;

const plus = (a: Sums, b: Sums): Sums => ({ shown: a.shown + b.shown, followed: a.followed + b.followed });

const followedOf = ({ shown, followed }: Sums): Followed => {
  // Around midnight, and by a browser that makes things up, more may be opened than was shown: a share is at most all.
  const share = { of: Math.min(followed, shown), all: shown };
  return { shown, followed: share.of, share: shown === 0 ? 0 : share.of / shown, ...wilson(share) };
};

const compared = (sums: Groups): Omit<UpliftRow, 'key'> => {
  const [treated, control] = [followedOf(sums.treated), followedOf(sums.control)];
  const share = ({ followed, shown }: Followed) => ({ of: followed, all: shown });
  const uplift = treated.shown > 0 && control.shown > 0 ? differenceOfShares(share(treated), share(control)) : null;
  return { treated, control, uplift };
};

/**
 * What recommendations do: how often something of a list is opened, against the control share of visitors who see what many
 * buy. Intervals take lists for independent of each other; those of one visitor are alike, so with few visitors the truth may
 * lie a little further out.
 */
export class RecommendationQuestions {
  readonly #db: Db;
  readonly #shop: Shop;

  constructor(db: Db, shop: Shop) {
    this.#db = db;
    this.#shop = shop;
  }

  async ask({ from, to }: RecommendationsQuestion): Promise<RecommendationsAnswer | Refusal> {
    if (from !== undefined && to !== undefined && from > to)
      return refuseField('invalid-period', 'query.to', `The period begins on ${from} and ends before that, on ${to}.`);
    const days = { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) };
    const documents = await this.#db
      .collection<RecommendationUseDocument & { _id: string }>(collections.recommendationUse)
      .find(from === undefined && to === undefined ? {} : { day: days })
      .toArray();
    const byPlace = new Map<string, Groups>();
    for (const document of documents) {
      const group = groups.find((name) => name === document.group);
      if (!group) continue;
      const before = byPlace.get(document.placement) ?? none;
      byPlace.set(document.placement, { ...before, [group]: plus(before[group], document) });
    }
    const totals = [...byPlace.values()].reduce(
      (sum, each) => ({ treated: plus(sum.treated, each.treated), control: plus(sum.control, each.control) }),
      none,
    );
    return {
      ...{ from: from ?? null, to: to ?? null, timeZone: this.#shop.timeZone },
      rows: [...byPlace].map(([key, sums]) => ({ key, ...compared(sums) })).sort((a, b) => (a.key < b.key ? -1 : 1)),
      totals: compared(totals),
    };
  }
}
