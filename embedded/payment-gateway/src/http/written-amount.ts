/** Stripe's currencies whose amounts are no hundredths: https://docs.stripe.com/currencies#zero-decimal and #three-decimal. */
const byDigits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF',
  3: 'BHD JOD KWD OMR TND',
};
const digitsOf: ReadonlyMap<string, number> = new Map(
  Object.entries(byDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);

/**
 * Writes an amount as a person reads it: 1250 of `gbp` is `£12.50`. By Stripe's digits and not by the runtime, which writes some
 * currencies without the hundredths in which they are charged (HUF, IDR).
 */
export const writtenAmount = (amount: number, currency: string): string => {
  const code = currency.toUpperCase();
  const digits = digitsOf.get(code) ?? 2;
  return new Intl.NumberFormat('en-GB', {
    ...{ style: 'currency', currency: code, minimumFractionDigits: digits, maximumFractionDigits: digits },
  }).format(amount / 10 ** digits);
};
