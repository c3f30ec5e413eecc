import { createHash } from 'node:crypto';

/** Crockford's base 32: no letter that reads like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * What people read out for an order: `S-7K3F-9Q2M`, made from the order's id. Forty bits: two orders of a shop may share
 * one with a chance of one in a million at fifteen hundred orders, so it names an order to people, never to programs.
 */
export const orderNumberOf = (orderId: string): string => {
  const letters = [...createHash('sha256').update(orderId).digest().subarray(0, 8)].map((byte) =>
    ALPHABET.charAt(byte % 32),
  );
  return `S-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
};
