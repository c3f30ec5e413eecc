/**
 * Shares an amount out in proportion to weights so that the shares add up to it exactly: each gets its share rounded down,
 * and the pennies that are left go to the largest remainders, the first of equals before the others (the method of largest
 * remainders, also called Hamilton's: Balinski and Young, "Fair Representation", 1982).
 *
 * @param amountMinor what is shared, in minor units; not negative
 * @param weights not negative; shares of a weight of 0 are 0
 * @returns one share for each weight; with an amount of at most the sum of the weights none exceeds its weight
 * @throws RangeError when there is an amount and nothing to share it over
 */
export const allocate = (amountMinor: number, weights: readonly number[]): readonly number[] => {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) {
    if (amountMinor !== 0) throw new RangeError(`${amountMinor.toString()} cannot be shared over nothing`);
    return weights.map(() => 0);
  }
  const parts = weights.map((weight, index) => {
    const product = BigInt(amountMinor) * BigInt(weight);
    return { index, share: product / whole, rest: product % whole };
  });
  let left = BigInt(amountMinor) - parts.reduce((sum, { share }) => sum + share, 0n);
  const shares = parts.map(({ share }) => Number(share));
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byRest) {
    if (left === 0n) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1n;
  }
  return shares;
};
