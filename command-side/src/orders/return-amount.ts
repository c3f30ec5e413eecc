import { divideHalfEven } from '@storefold/contracts';

const share = (amountMinor: number, pieces: number, quantity: number): number =>
  Number(divideHalfEven(BigInt(amountMinor) * BigInt(pieces), BigInt(quantity)));

/**
 * What returned pieces of a line are worth: the line's amount pro rata, rounded half to even over all pieces returned so
 * far. The last pieces are worth what is left, so that the parts always add up to exactly the line's amount.
 *
 * @param line what the line cost, in minor units, for how many pieces
 * @param before pieces that came back earlier, and what was given for them
 * @param pieces pieces that come back now; with those before at most the line's quantity
 * @returns minor units
 */
export const returnAmountMinor = (
  line: { readonly amountMinor: number; readonly quantity: number },
  before: { readonly returned: number; readonly returnedMinor: number },
  pieces: number,
): number => {
  const left = line.amountMinor - before.returnedMinor;
  const after = before.returned + pieces;
  if (after === line.quantity) return left;
  const worth = share(line.amountMinor, after, line.quantity) - share(line.amountMinor, before.returned, line.quantity);
  return Math.min(worth, left);
};
