import type { CreditCause, CreditNoteLine, InvoiceLine, TaxSum } from '@storefold/contracts';
import { shareMinor } from '../orders/return-amount.js';
import { allocate } from '../pricing/allocate.js';
import { taxSum, taxSumsOf, totalOf } from './tax-sums.js';

/** What a credit note is about. */
export type CreditContent = {
  readonly cause: CreditCause;
  readonly lines: readonly CreditNoteLine[];
  readonly creditedBefore: readonly TaxSum[];
  readonly taxes: readonly TaxSum[];
  readonly taxMinor: number;
  readonly totalMinor: number;
};

/** Pieces of a line, and what they are worth in minor units. */
export type CreditedPieces = { readonly lineId: string; readonly quantity: number; readonly amountMinor: number };

/**
 * Pieces of an invoiced line, with the part of its tax that is in their worth: pro rata in one running sum, so that the parts of a
 * line that comes back whole are exactly its tax.
 *
 * @param beforeMinor what was credited of the line earlier
 */
export const creditedLine = (
  { lineId, sku, title, payableMinor: ofMinor, taxRateBp, taxMinor = 0 }: InvoiceLine,
  { quantity, amountMinor }: CreditedPieces,
  beforeMinor: number,
): CreditNoteLine => {
  const taxUpTo = (worthMinor: number): number => (ofMinor === 0 ? 0 : shareMinor(taxMinor, worthMinor, ofMinor));
  return {
    ...{ lineId, sku, title, quantity, payableMinor: amountMinor },
    ...(taxRateBp === undefined
      ? {}
      : { taxRateBp, taxMinor: taxUpTo(beforeMinor + amountMinor) - taxUpTo(beforeMinor) }),
  };
};

const ofRate = (sums: readonly TaxSum[], rateBp: number | undefined): TaxSum =>
  sums.find(({ taxRateBp }) => taxRateBp === rateBp) ?? taxSum(rateBp, 0, 0);

const nonZero = ({ grossMinor, taxMinor }: TaxSum): boolean => grossMinor !== 0 || taxMinor !== 0;

/**
 * Gives back what goods were worth, of each rate at most what is left of the invoice; with its last penny goes what is left of its
 * tax, so that an invoice that is credited whole is so to the penny, net and tax.
 */
export const creditForLines = (
  cause: CreditCause,
  lines: readonly CreditNoteLine[],
  left: readonly TaxSum[],
): CreditContent => {
  const wanted = taxSumsOf(lines);
  const taxes = wanted.map(({ taxRateBp, grossMinor, taxMinor }) => {
    const most = ofRate(left, taxRateBp);
    const gross = Math.min(grossMinor, Math.max(0, most.grossMinor));
    return taxSum(
      taxRateBp,
      gross,
      gross === most.grossMinor ? most.taxMinor : Math.min(taxMinor, most.taxMinor, gross),
    );
  });
  const creditedBefore = wanted
    .map(({ taxRateBp, grossMinor, taxMinor }, index) => {
      const given = taxes[index] ?? taxSum(taxRateBp, 0, 0);
      return taxSum(taxRateBp, grossMinor - given.grossMinor, taxMinor - given.taxMinor);
    })
    .filter(nonZero);
  const given = taxes.filter(nonZero);
  return { ...{ cause, lines, creditedBefore, taxes: given }, ...totalOf(given) };
};

/** Gives back a sum, at most what is left of the invoice: shared out over its rates as they are left, with the tax in each. */
export const creditForSum = (cause: CreditCause, amountMinor: number, left: readonly TaxSum[]): CreditContent => {
  const open = left.filter(({ grossMinor }) => grossMinor > 0);
  const weights = open.map(({ grossMinor }) => grossMinor);
  const most = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = allocate(Math.min(amountMinor, most), weights);
  const taxes = open
    .map(({ taxRateBp, grossMinor, taxMinor }, index) => {
      const part = parts[index] ?? 0;
      return taxSum(taxRateBp, part, shareMinor(taxMinor, part, grossMinor));
    })
    .filter(nonZero);
  return { ...{ cause, lines: [], creditedBefore: [], taxes }, ...totalOf(taxes) };
};

/** What is left of an invoice after a credit note. */
export const leftAfter = (left: readonly TaxSum[], credited: readonly TaxSum[]): readonly TaxSum[] =>
  left.map(({ taxRateBp, grossMinor, taxMinor }) => {
    const given = ofRate(credited, taxRateBp);
    return taxSum(taxRateBp, grossMinor - given.grossMinor, taxMinor - given.taxMinor);
  });
