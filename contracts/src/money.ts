import { z } from 'zod';
import { sellingCurrencies } from './currencies.js';

/** An amount in the smallest unit of its currency (pence for GBP): an integer that JavaScript holds exactly. */
export const minorAmount = z.int();
/** An amount that cannot be below zero. */
export const nonNegativeMinor = z.int().min(0);
/**
 * The most that a price or an order comes to, in minor units: ten thousand million pounds. Nine thousand orders of it are
 * still summed exactly. Stored events may hold more, from before there was a limit.
 */
export const mostMinor = 1_000_000_000_000;
/** What a thing costs, as it is given at the door. */
export const priceMinor = nonNegativeMinor.max(
  mostMinor,
  `a price is at most ${mostMinor.toLocaleString('en-GB')} minor units`,
);
/** ISO 4217 code, for example `GBP`. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, such as GBP');

/** A currency as it is given at the door: one that exists, and that the shop can be paid in. Stored events are held to its form alone. */
export const knownCurrency = z
  .enum(sellingCurrencies, 'expected the code of a currency (ISO 4217) that the shop can be paid in, such as GBP')
  .meta({ id: 'Currency', description: 'Code of a currency (ISO 4217) that a shop can be paid in.' });

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

/**
 * Multiplies a whole quantity by a decimal price and rounds half to even, exactly: no binary fraction is involved.
 *
 * @param quantity whole number of pieces, may be negative
 * @param unitPrice decimal price in major units as text, such as `2.1` or `-0.001`; at most six decimals
 * @param digits decimals of the currency's minor unit (2 for GBP)
 * @default digits 2
 * @returns the amount in minor units
 * @throws RangeError when the price is not a plain decimal or the amount is beyond safe integers
 */
export const lineAmountMinor = (quantity: number, unitPrice: string, digits = 2): number => {
  const match = DECIMAL.exec(unitPrice);
  if (!match) throw new RangeError(`"${unitPrice}" is not a decimal price such as 2.10`);
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`${quantity.toString()} is not a whole quantity`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const scaled = BigInt(whole + fraction.padEnd(6, '0')) * BigInt(quantity) * (sign === '-' ? -1n : 1n);
  const amount = Number(divideHalfEven(scaled, 10n ** BigInt(6 - digits)));
  if (!Number.isSafeInteger(amount))
    throw new RangeError(`${quantity.toString()} x ${unitPrice} is beyond what we can hold exactly`);
  return amount;
};

/** Integer division that rounds a tie to the even neighbour (IEEE 754 roundTiesToEven). The divisor is positive. */
export const divideHalfEven = (dividend: bigint, divisor: bigint): bigint => {
  const negative = dividend < 0n;
  const size = negative ? -dividend : dividend;
  const quotient = size / divisor;
  const twice = (size % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
};

/**
 * Adds amounts, where an overflow has to be an error and not a wrong figure: the sums of an import. Orders are summed where
 * they are placed, under `mostMinor`; the read models add up what those bounds let through.
 *
 * @throws RangeError when the sum is beyond safe integers
 */
export const sumMinor = (amounts: Iterable<number>): number => {
  let total = 0;
  for (const amount of amounts) total += amount;
  if (!Number.isSafeInteger(total)) throw new RangeError('a sum of money is beyond what we can hold exactly');
  return total;
};
