/** A share and where it may lie, each 0 to 1 (of a difference: -1 to 1). */
export type Interval = { readonly low: number; readonly high: number };
/** How many of how many; what likeness has made worth fewer need not be whole. */
export type Share = { readonly of: number; readonly all: number };

/** The standard normal deviate of a two-sided 95 % interval. */
const Z = 1.959963984540054;

const shareOf = ({ of, all }: Share): number => (all === 0 ? 0 : of / all);

/**
 * Where a share lies, at 95 %: the score interval of Wilson ("Probable inference, the law of succession, and statistical
 * inference", JASA 22, 1927), which stays within 0 and 1 and is sound for few cases. Of no cases it is anywhere.
 */
export const wilson = (share: Share): Interval => {
  const { all } = share;
  if (all === 0) return { low: 0, high: 1 };
  const p = shareOf(share);
  const middle = p + Z ** 2 / (2 * all);
  const reach = Z * Math.sqrt((p * (1 - p)) / all + Z ** 2 / (4 * all ** 2));
  const scale = 1 + Z ** 2 / all;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
};

/**
 * Where the difference of two independent shares lies, at 95 %: the hybrid score interval, method 10 of Newcombe
 * ("Interval estimation for the difference between independent proportions: comparison of eleven methods", Statistics in
 * Medicine 17, 1998), from the Wilson intervals of both.
 */
export const differenceOfShares = (ours: Share, theirs: Share): Interval & { readonly difference: number } => {
  const [a, b] = [shareOf(ours), shareOf(theirs)];
  const [ofA, ofB] = [wilson(ours), wilson(theirs)];
  const difference = a - b;
  return {
    difference,
    low: difference - Math.hypot(a - ofA.low, ofB.high - b),
    high: difference + Math.hypot(ofA.high - a, b - ofB.low),
  };
};

/** With fewer cohorts the spread between them is too roughly known to rest on. */
const FEWEST_COHORTS = 10;

/** The deviate of a two-sided 95 % interval by Student's t; the expansion of Abramowitz and Stegun, 26.7.5, sound from 9 degrees. */
const studentT = (degrees: number): number =>
  Z + (Z ** 3 + Z) / (4 * degrees) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * degrees ** 2);

/**
 * A share of cases that come in clusters, as one of so many independent cases as tell as much: the effective sample size of Kish
 * (Survey Sampling, 1965), with Student's t in place of the normal (Korn and Graubard, Survey Methodology 24, 1998), to be given
 * to the intervals above (so Dean and Pagano, J. Surv. Stat. Methodol. 3, 2015). The variance is the delete-a-group jackknife's
 * (Kott, J. Official Statistics 17, 2001) over cohorts of whole clusters: what the share would be without each cohort. Unlike
 * the delta method it is not blind to one cohort that makes most of the share. Never more than the cases. Where nothing or all of
 * them is counted, or in few cohorts, spread says nothing: a cohort then counts as one case.
 *
 * @param cohorts cases of each, and how many of them are counted
 */
export const worthOf = (cohorts: readonly Share[]): Share => {
  const met = cohorts.filter(({ all }) => all > 0);
  const sum = (of: (cohort: Share) => number): number => met.reduce((total, cohort) => total + of(cohort), 0);
  const all = sum((cohort) => cohort.all);
  // What is counted more often than it happened was counted on another day.
  const counted = Math.min(
    all,
    sum(({ of }) => of),
  );
  const share = all === 0 ? 0 : counted / all;
  const as = (cases: number): Share => ({ of: share * Math.min(all, cases), all: Math.min(all, cases) });
  const spread = sum((cohort) => ((counted - cohort.of) / (all - cohort.all) - share) ** 2);
  if (share === 0 || share === 1 || met.length < FEWEST_COHORTS || spread === 0)
    return as(all === 0 ? 0 : all ** 2 / sum((cohort) => cohort.all ** 2));
  const variance = ((met.length - 1) / met.length) * spread;
  return as(((share * (1 - share)) / variance) * (Z / studentT(met.length - 1)) ** 2);
};
