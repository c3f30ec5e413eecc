import { refuseAs } from '../decider.js';

/** An amount in a currency that the shop does not sell in; `offered` are those that it does, its own first. */
export const notOffered = (currency: string, offered: readonly string[]) =>
  refuseAs('currency-not-offered', { currency, known: offered.join(', ') });

/** ISO 4217 codes of the currencies that the shop sells in, its own first, by its terms. */
export const offeredBy = (
  { currencies }: { readonly currencies: readonly string[] },
  own: string,
): readonly string[] => [...new Set([own, ...currencies])];
