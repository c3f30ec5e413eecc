import type { Shop } from '@storefold/platform';
import { refuseAs } from '../decider.js';
import type { TermsState } from './terms-decider.js';

/** An amount in a currency that the shop does not sell in; `offered` are those that it does, its own first. */
export const notOffered = (currency: string, offered: readonly string[]) =>
  refuseAs('currency-not-offered', { currency, known: offered.join(', ') });

/** ISO 4217 codes of the currencies that the shop sells in, its own first, by its terms. */
export const offeredBy = ({ currencies }: TermsState, own: string): readonly string[] => [
  ...new Set([own, ...currencies]),
];

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
  readonly all = async (): Promise<readonly string[]> => offeredBy(await this.#terms(), this.#own);
}
