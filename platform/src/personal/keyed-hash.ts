import { createHmac } from 'node:crypto';

/**
 * A hash that tells whether two texts are the same and nothing else to whoever has no key: HMAC-SHA-256 under a key derived
 * from the master key for one purpose, so that the same text has another hash for each purpose.
 *
 * @param masterKey 32 bytes
 * @returns 43 characters of base64url for each text
 */
export const keyedHash = (masterKey: Buffer, purpose: string): ((text: string) => string) => {
  const key = createHmac('sha256', masterKey).update(purpose).digest();
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
};
