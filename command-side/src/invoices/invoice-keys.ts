import { businessDay, invoicesKeyId } from '@storefold/contracts';
import type { KeyStore } from '@storefold/platform';

/** Years before the oldest kept one of which keys are looked for: what an older backup brought back is destroyed, too. */
const LOOKED_AT = 20;

/** The keys under which stands whom invoices are made out to: one for each year, so that no customer's erasure takes them. */
export class InvoiceKeys {
  readonly #keys: KeyStore;
  readonly #timeZone: string;
  readonly #keptYears: number;

  /** @param keptYears how many years after its own an invoice has to be kept */
  constructor(keys: KeyStore, timeZone: string, keptYears: number) {
    this.#keys = keys;
    this.#timeZone = timeZone;
    this.#keptYears = keptYears;
  }

  /** The key of a month's documents, and its id. */
  async keyOf(month: string): Promise<{ readonly keyId: string; readonly key: Buffer }> {
    const keyId = invoicesKeyId(month.slice(0, 4));
    return { keyId, key: await this.#keys.ensureDataKey(keyId) };
  }

  /**
   * Destroys the keys of years that need not be kept any more. Follows from the date alone, so that it is done again where a
   * backup brought one back.
   *
   * @param now ISO 8601
   * @returns the ids of the keys that were destroyed
   */
  async expire(now: string): Promise<readonly string[]> {
    const oldestKept = Number(businessDay(now, this.#timeZone).slice(0, 4)) - this.#keptYears;
    const destroyed: string[] = [];
    for (let year = oldestKept - LOOKED_AT; year < oldestKept; year++) {
      const keyId = invoicesKeyId(year.toString());
      if ((await this.#keys.dataKey(keyId)) === undefined) continue;
      await this.#keys.destroy(keyId);
      destroyed.push(keyId);
    }
    return destroyed;
  }
}
