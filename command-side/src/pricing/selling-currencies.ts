import type { Shop } from '@storefold/platform';
import { offeredBy } from './offered.js';
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
  readonly all = async (): Promise<readonly string[]> => offeredBy(await this.#terms(), this.#own);
}
