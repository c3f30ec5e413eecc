import { collections, USE_COHORTS, type RecommendationUseDocument } from '@storefold/contracts';
import type { Refusal, Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import { refuseField } from '../freshness/refuse-field.js';
import { differenceOfShares, wilson, worthOf, type Interval, type Share } from './two-shares.js';

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

type Sums = { readonly shown: number; readonly followed: number; readonly cohorts: readonly Share[] };
type Groups = { readonly treated: Sums; readonly control: Sums };
const nothing: Sums = { shown: 0, followed: 0, cohorts: [] };
const none: Groups = { treated: nothing, control: nothing };
const groups = ['treated', 'control'] as const;

const plus = (a: Sums, b: Sums): Sums => ({
  shown: a.shown + b.shown,
  followed: a.followed + b.followed,
  cohorts: Array.from({ length: USE_COHORTS }, (_, cohort) => {
    const [one, other] = [a.cohorts[cohort], b.cohorts[cohort]];
    return { of: (one?.of ?? 0) + (other?.of ?? 0), all: (one?.all ?? 0) + (other?.all ?? 0) };
  }),
});
const sumsOf = ({ shown, followed, cohorts }: RecommendationUseDocument): Sums => ({
  ...{ shown, followed },
  cohorts: cohorts.map((cohort) => ({ of: cohort.followed, all: cohort.shown })),
});

const followedOf = ({ shown, followed, cohorts }: Sums): Followed => {
  // Around midnight, and by a browser that makes things up, more may be opened than was shown: a share is at most all.
  const opened = Math.min(followed, shown);
  return { shown, followed: opened, share: shown === 0 ? 0 : opened / shown, ...wilson(worthOf(cohorts)) };
};

const compared = ({ treated, control }: Groups): Omit<UpliftRow, 'key'> => ({
  ...{ treated: followedOf(treated), control: followedOf(control) },
  uplift:
    treated.shown > 0 && control.shown > 0
      ? differenceOfShares(worthOf(treated.cohorts), worthOf(control.cohorts))
      : null,
});

/**
 * What recommendations do: how often something of a list is opened, against the control share of visitors who see what many
 * buy. Visitors were assigned, and lists of one visitor are alike, so intervals count lists for what they are worth: by how
 * cohorts of whole visitors differ, over all days and places that are asked about. One visitor with a thousand lists makes an
 * interval wide, and no verdict.
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
      byPlace.set(document.placement, { ...before, [group]: plus(before[group], sumsOf(document)) });
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
