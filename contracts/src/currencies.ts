// Nothing is imported here: pages read it in the browser, too.

/** Currencies of ISO 4217 that are money in somebody's hands, by the digits of their smallest unit. Funds and metals are none. */
const byDigits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
    CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW
    KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
    PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
    USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
};
const digitsOf: ReadonlyMap<string, number> = new Map(
  Object.entries(byDigits).flatMap(([digits, codes]) =>
    codes.split(/\s+/).map((code): [string, number] => [code, Number(digits)]),
  ),
);

/** Codes of all currencies that a shop can sell in, in the order of letters: see `isSellingCurrency`. */
export const sellingCurrencies: readonly string[] = [...digitsOf]
  .flatMap(([code, digits]) => (digits < 3 ? [code] : []))
  .sort();

/**
 * Whether amounts in it mean the same to all who are asked to move them. Payment gateways count the smallest units of ISO 4217,
 * but of some currencies: of those with three digits they take no odd ones. ISK, UGX and MGA, which they count in units of
 * their own, are not listed above at all.
 */
export const isSellingCurrency = (code: string): boolean => {
  const digits = digitsOf.get(code);
  return digits !== undefined && digits < 3;
};

/**
 * Decimals of a currency's smallest unit: 2 for GBP, 0 for JPY. By ISO 4217 and not by the runtime, which shows some (HUF, IDR)
 * without the digits that they have, and another runtime others. 2 for what is not listed: events may hold any three letters.
 */
export const minorDigits = (currency: string): number => digitsOf.get(currency) ?? 2;

/** By currency and how it is named: making one takes as long as formatting a thousand amounts with it. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * Writes an amount as a person reads it: `formatMinor(123456, 'GBP')` is `£1,234.56`.
 *
 * @param by its sign, or its code where the sign cannot be shown
 * @default by 'symbol'
 */
export const formatMinor = (amountMinor: number, currency: string, by: 'symbol' | 'code' = 'symbol'): string => {
  const digits = minorDigits(currency);
  const format =
    formats.get(`${currency} ${by}`) ??
    new Intl.NumberFormat('en-GB', {
      ...{ style: 'currency', currency, currencyDisplay: by },
      ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
    });
  formats.set(`${currency} ${by}`, format);
  return format.format(amountMinor / 10 ** digits);
};
