/** Where the sample's shop sent most, as its file writes them; a form offers these. */
export const countries = [
  'United Kingdom',
  'EIRE',
  'Germany',
  'France',
  'Netherlands',
  'Spain',
  'Switzerland',
  'Belgium',
  'Portugal',
  'Australia',
  'Channel Islands',
  'Italy',
  'Sweden',
  'Norway',
  'Cyprus',
  'Finland',
  'Austria',
  'Denmark',
  'Greece',
  'Japan',
  'USA',
  'Poland',
];

/** Whether a way of delivery goes to a country; one that names none goes everywhere. Capitals do not matter, as in the shop. */
export const serves = ({ countries: served }: { readonly countries: readonly string[] }, country: string): boolean =>
  served.length === 0 || served.some((name) => name.toLowerCase() === country.toLowerCase());
