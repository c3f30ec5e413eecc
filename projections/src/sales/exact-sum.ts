/**
 * Adds two amounts, or answers NaN where no number holds the sum exactly; a sum with NaN is NaN. So a sum that was ever
 * beyond 2^53 - 1 says so for good, and never comes back as a figure that is pennies off. It does not throw: a fold never
 * fails.
 */
export const exactSum = (a: number, b: number): number => {
  const sum = a + b;
  return Number.isSafeInteger(sum) ? sum : NaN;
};
