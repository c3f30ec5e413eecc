/**
 * How far what is bought has moved from what was bought before: the population stability index,
 * `sum over bins of (now - before) * ln(now / before)` with shares of order lines (Siddiqi, Credit Risk Scorecards, 2006:
 * below 0.1 little, above 0.25 much). Products are put in ten bins of about equal weight by how often they were bought
 * before, ties by number; those that nobody had bought then are the eleventh. Half a line is added to each bin, so that an
 * empty one is no infinity. Deterministic.
 *
 * @param before products of order lines, by number, from what the model was trained on
 * @param since the same, from what came after
 * @returns undefined where either has fewer than 500 lines
 */
export declare const driftOf: (before: readonly number[], since: readonly number[]) => number | undefined;
//# sourceMappingURL=drift.d.ts.map