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

/** Who a customer is, sealed, and what we may write to them: messages' own small fold. */
type ToldCustomer = {
  readonly profile: Sealed | undefined;
  /** They read what we write to their address. */
  readonly verified: boolean;
  /** They agreed to be written to of offers. */
  readonly offers: boolean;
};
const toldCustomer: Fold<ToldCustomer> = {
  initial: { profile: undefined, verified: false, offers: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'CustomerRegistered':
        return { ...state, profile: event.data.profile };
      case 'EmailVerified':
        return { ...state, verified: true };
      case 'ConsentChanged':
        return event.data.purpose === 'marketing' ? { ...state, offers: event.data.granted } : state;
      default:
        return state;
    }
  },
};

/** Writes to customers about their accounts. The token of a link is made here from the event, and kept nowhere. */
export class CustomerLetters {
  readonly #customers: StreamReader<ToldCustomer>;
  readonly #keys: KeyStore;
  readonly #options: Letterhead & { readonly secrets: CustomerSecrets };

  constructor(runtime: StreamRuntime, keys: KeyStore, options: Letterhead & { readonly secrets: CustomerSecrets }) {
    this.#customers = new StreamReader('customer', toldCustomer, runtime);
    this.#keys = keys;
    this.#options = options;
  }

  /** The letter; undefined where the customer was erased. */
  async write(event: ToldToCustomer): Promise<Omit<Letter, 'messageId'> | undefined> {
    const who = await this.#whoIs(event.data.customerId);
    return who && { ...this.#words(event, who.name), to: { address: who.email, name: who.name } };
  }

  /** What reminds a customer of their basket; undefined where they did not agree to it, or were erased. */
  async remind(customerId: string, pieces: number): Promise<Omit<Letter, 'messageId'> | undefined> {
    const { verified, offers } = await this.#customers.read(customerId, { fresh: true });
    const who = verified && offers ? await this.#whoIs(customerId) : undefined;
    return (
      who && {
        ...templates.cartReminder(who.name, pieces, this.#options),
        to: { address: who.email, name: who.name },
      }
    );
  }

  async #whoIs(customerId: string): Promise<{ readonly name: string; readonly email: string } | undefined> {
    const { profile } = await this.#customers.read(customerId, { fresh: true });
    const key = profile && (await this.#keys.dataKey(profile.keyId));
    if (!profile || !key) return undefined;
    const place = { streamId: streamName('customer', customerId), type: 'CustomerRegistered', field: 'profile' };
    return customerProfile.parse(unseal(key, profile, place));
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
