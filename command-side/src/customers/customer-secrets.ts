import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from '@storefold/platform';
import type { LinkPurpose } from './customer-state.js';

/** What a link of a mail is made from; all of it stands in the event that asked for it. */
export type LinkParts = {
  readonly purpose: LinkPurpose;
  readonly customerId: string;
  readonly requestId: string;
  readonly expiresAt: string;
};

/** An address as it is compared: two ways of writing it are one address. */
export const normalEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

const TOKEN = /^([A-Za-z0-9-]{36})\.([A-Za-z0-9-]{36})\.([\w-]{43})$/;

/** What is known of customers only with a key: the names of their addresses, and the tokens in their mails. */
export class CustomerSecrets {
  readonly #nameOf: (email: string) => string;
  readonly #proofOf: (told: string) => string;

  /** @param masterKey 32 bytes; a key of its own is derived from it for each use */
  constructor(masterKey: Buffer) {
    this.#nameOf = keyedHash(masterKey, 'names of e-mail addresses');
    this.#proofOf = keyedHash(masterKey, 'links in mails to customers');
  }

  /** The name of an address: HMAC-SHA-256 of its normal form, in hexadecimal. */
  emailHash(email: string): string {
    return Buffer.from(this.#nameOf(normalEmail(email)), 'base64url').toString('hex');
  }

  /**
   * The token of a link: 256 bits that follow from the request, so that the mail can be written again from the event, and
   * the token itself is kept nowhere.
   */
  token(parts: LinkParts): string {
    const { customerId, requestId } = parts;
    return `${customerId}.${requestId}.${this.#proof(parts)}`;
  }

  /** Of whom and of which request a token speaks; undefined where it is none. Whether it is true, `isTrue` says. */
  read(token: string): { readonly customerId: string; readonly requestId: string } | undefined {
    const [, customerId, requestId] = TOKEN.exec(token) ?? [];
    return customerId === undefined || requestId === undefined ? undefined : { customerId, requestId };
  }

  isTrue(token: string, parts: LinkParts): boolean {
    const [given, expected] = [Buffer.from(token), Buffer.from(this.token(parts))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #proof({ purpose, customerId, requestId, expiresAt }: LinkParts): string {
    return this.#proofOf([purpose, customerId, requestId, expiresAt].join('\0'));
  }
}
