/** A share and where it may lie, each 0 to 1 (of a difference: -1 to 1). */
export type Interval = { readonly low: number; readonly high: number };
/** How many of how many. */
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
