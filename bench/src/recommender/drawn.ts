const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/**
 * A number from 0 to 1, 1 left out, that follows from whole numbers: MurmurHash3 (Appleby, public domain), 32 bits. What
 * chance decides for somebody on some day is so the same in every arm, whatever was asked before: common random numbers.
 */
export const drawn = (...of: readonly number[]): number => {
  let hash = 0;
  for (const number of of) {
    hash ^= Math.imul(rotate(Math.imul(number, 0xcc9e2d51), 15), 0x1b873593);
    hash = Math.imul(rotate(hash, 13), 5) + 0xe6546b64;
  }
  hash ^= of.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};
