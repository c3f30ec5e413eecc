import type { Shop } from '@storefold/platform';
import type { Refused } from '../streams/command-context.js';
import type { TermsState } from './terms-decider.js';

/** The currencies that the shop sells in: its own, and those that its terms add. */
export class SellingCurrencies {
  readonly #own: string;
  readonly #terms: () => Promise<TermsState>;

  /** @param terms the terms as they are now */
  constructor({ currency }: Pick<Shop, 'currency'>, terms: () => Promise<TermsState>) {
    this.#own = currency;
    this.#terms = terms;
  }

  /** ISO 4217 codes, the shop's own first. */
  readonly all = async (): Promise<readonly string[]> => [...new Set([this.#own, ...(await this.#terms()).currencies])];

  /** Why amounts cannot be set in these; undefined where they can. */
  readonly fault = async (currencies: readonly string[]): Promise<Refused<'currency-not-offered'> | undefined> => {
    if (currencies.every((currency) => currency === this.#own)) return undefined;
    const known = await this.all();
    const other = currencies.find((currency) => !known.includes(currency));
    return other === undefined
      ? undefined
      : { kind: 'refused', code: 'currency-not-offered', facts: { currency: other, known: known.join(', ') } };
  };
}
