/** How the sample's own file writes some. */
const OF_THE_SAMPLE = [
  ...[
    'EIRE',
    'USA',
    'RSA',
    'Korea',
    'Hong Kong',
    'Channel Islands',
    'European Community',
    'West Indies',
    'Unspecified',
  ],
  ...['Czech Republic', 'Bermuda', 'Lebanon', 'Nigeria'],
];

const known = (): ReadonlySet<string> => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const named = letters.flatMap((first) => letters.flatMap((second) => names.of(first + second) ?? []));
  return new Set([...named, ...OF_THE_SAMPLE].map((name) => name.toLowerCase()));
};
let names: ReadonlySet<string> | undefined;

/** Whether it is the name of a country in English, as Unicode's CLDR has them, or as the sample of trade writes it. */
export const isCountry = (name: string): boolean => (names ??= known()).has(name.trim().toLowerCase());
