import type { TaxSum } from '@storefold/contracts';

/** A row of a document: what is paid for it, and the tax in that. */
export type TaxedRow = {
  readonly taxRateBp?: number | undefined;
  readonly taxMinor?: number | undefined;
  readonly payableMinor: number;
};

/** The sum of what is taxed at one rate; without a rate, of what no rule of tax was asked for. */
export const taxSum = (taxRateBp: number | undefined, grossMinor: number, taxMinor: number): TaxSum => ({
  ...(taxRateBp === undefined ? {} : { taxRateBp }),
  ...{ netMinor: grossMinor - taxMinor, taxMinor, grossMinor },
});

/** Sums by rate, the highest rate first; rates of which nothing is paid are left out. */
export const taxSumsOf = (rows: readonly TaxedRow[]): readonly TaxSum[] => {
  const sums = new Map<number | undefined, { gross: number; tax: number }>();
  for (const { taxRateBp, taxMinor = 0, payableMinor } of rows) {
    const sum = sums.get(taxRateBp) ?? { gross: 0, tax: 0 };
    sums.set(taxRateBp, { gross: sum.gross + payableMinor, tax: sum.tax + taxMinor });
  }
  return [...sums]
    .filter(([, { gross, tax }]) => gross !== 0 || tax !== 0)
    .sort(([one], [other]) => (other ?? -1) - (one ?? -1))
    .map(([rateBp, { gross, tax }]) => taxSum(rateBp, gross, tax));
};

/** What all rates come to together. */
export const totalOf = (taxes: readonly TaxSum[]): { readonly taxMinor: number; readonly totalMinor: number } => ({
  taxMinor: taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
  totalMinor: taxes.reduce((sum, { grossMinor }) => sum + grossMinor, 0),
});
