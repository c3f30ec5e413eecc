import { divideHalfEven, payableMinorOf, type OrderLine } from '@storefold/contracts';

/** A part of an amount that belongs to so many of its pieces, in minor units, rounded half to even. */
export const shareMinor = (amountMinor: number, pieces: number, quantity: number): number =>
  Number(divideHalfEven(BigInt(amountMinor) * BigInt(pieces), BigInt(quantity)));

/**
 * What returned pieces of a line are worth: what was paid for the line, pro rata, rounded half to even over all pieces returned so
 * far. The last pieces are worth what is left, so that the parts always add up to exactly what was paid for it.
 *
 * @param line what the line cost and what was paid for it, in minor units, and how many pieces it has
 * @param before pieces that came back earlier, and what was given for them
 * @param pieces pieces that come back now; with those before at most the line's quantity
 * @returns minor units
 */
export const returnAmountMinor = (
  line: Pick<OrderLine, 'amountMinor' | 'payableMinor' | 'quantity'>,
  before: { readonly returned: number; readonly returnedMinor: number },
  pieces: number,
): number => {
  const payable = payableMinorOf(line);
  const left = payable - before.returnedMinor;
  const after = before.returned + pieces;
  if (after === line.quantity) return left;
  const worth = shareMinor(payable, after, line.quantity) - shareMinor(payable, before.returned, line.quantity);
  return Math.min(worth, left);
};
