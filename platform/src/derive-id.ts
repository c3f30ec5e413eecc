import { hash } from 'node:crypto';

/** The first two bits of a UUID's variant are 1 and 0. */
const variant = (digit: string): string => ((Number.parseInt(digit, 16) & 0x3) | 0x8).toString(16);

/**
 * A UUID that is a function of its parts: the same parts give the same id, for ever. Version 8 of RFC 9562 over
 * SHA-256 of the parts, each preceded by its length so that `('ab','c')` and `('a','bc')` differ.
 */
export const deriveId = (...parts: readonly string[]): string => {
  let text = '';
  for (const part of parts) text += `${Buffer.byteLength(part).toString()}:${part}`;
  // Every event has one: at once, and as text, takes a quarter of the time that a hash object does.
  const hex = hash('sha256', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant(hex.charAt(16))}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
