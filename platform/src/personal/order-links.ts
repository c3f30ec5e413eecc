import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from './keyed-hash.js';

/** The header in which a link's token is shown: never in an address, which servers and browsers write down. */
export const linkHeader = 'storefold-link';

/**
 * The secret by which whoever has the mail of an order may see that order. It follows from the master key and the order's id, so
 * each service that has the key can make it and prove it, and none keeps it.
 */
export type OrderLinks = {
  /** 43 characters of base64url: 256 bits. */
  readonly tokenOf: (orderId: string) => string;
  /** Whether a token is this order's; as long for one that is nearly right as for any other. */
  readonly isTrue: (orderId: string, token: string | undefined) => boolean;
};

/** @param masterKey 32 bytes; a key of its own is derived from it */
export const orderLinks = (masterKey: Buffer): OrderLinks => {
  const tokenOf = keyedHash(masterKey, 'links to orders');
  return {
    tokenOf,
    isTrue: (orderId, token) => {
      const [expected, given] = [Buffer.from(tokenOf(orderId)), Buffer.from(token ?? '')];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
};
