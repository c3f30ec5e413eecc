import { customerProfile, streamName, type Recorded, type Sealed } from '@storefold/contracts';
import { unseal, type KeyStore } from '@storefold/platform';
import type { CustomerSecrets } from '../customers/customer-secrets.js';
import type { Fold } from '../streams/folded-stream.js';
import { StreamReader } from '../streams/stream-reader.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { Letterhead, Words } from './letterhead.js';
import type { Letter } from './post-office.js';
import * as templates from './templates.js';

const types = ['VerificationRequested', 'PasswordResetRequested', 'RegistrationRepeated'] as const;
/** An event that a customer is told of. */
export type ToldToCustomer = Extract<Recorded, { readonly type: (typeof types)[number] }>;
export const isToldToCustomer = (event: Recorded): event is ToldToCustomer => types.some((type) => type === event.type);

/** Who a customer is, sealed: messages' own small fold. */
const toldCustomer: Fold<Sealed | undefined> = {
  initial: undefined,
  evolve: (state, event) => (event.type === 'CustomerRegistered' ? event.data.profile : state),
};

/** Writes to customers about their accounts. The token of a link is made here from the event, and kept nowhere. */
export class CustomerLetters {
  readonly #customers: StreamReader<Sealed | undefined>;
  readonly #keys: KeyStore;
  readonly #options: Letterhead & { readonly secrets: CustomerSecrets };

  constructor(runtime: StreamRuntime, keys: KeyStore, options: Letterhead & { readonly secrets: CustomerSecrets }) {
    this.#customers = new StreamReader('customer', toldCustomer, runtime);
    this.#keys = keys;
    this.#options = options;
  }

  /** The letter; undefined where the customer was erased. */
  async write(event: ToldToCustomer): Promise<Omit<Letter, 'messageId'> | undefined> {
    const { customerId } = event.data;
    const profile = await this.#customers.read(customerId, { fresh: true });
    const key = profile && (await this.#keys.dataKey(profile.keyId));
    if (!profile || !key) return undefined;
    const place = { streamId: streamName('customer', customerId), type: 'CustomerRegistered', field: 'profile' };
    const { name, email } = customerProfile.parse(unseal(key, profile, place));
    return { ...this.#words(event, name), to: { address: email, name } };
  }

  #words(event: ToldToCustomer, name: string): Words {
    const { secrets } = this.#options;
    switch (event.type) {
      case 'VerificationRequested':
        return templates.emailVerification(
          name,
          secrets.token({ purpose: 'verification', ...event.data }),
          this.#options,
        );
      case 'PasswordResetRequested':
        return templates.passwordReset(
          name,
          secrets.token({ purpose: 'password-reset', ...event.data }),
          this.#options,
        );
      case 'RegistrationRepeated':
        return templates.registrationRepeated(name, this.#options);
    }
  }
}
