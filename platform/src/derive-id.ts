import { createHash } from 'node:crypto';

/**
 * A UUID that is a function of its parts: the same parts give the same id, for ever. Version 8 of RFC 9562 over
 * SHA-256 of the parts, each preceded by its length so that `('ab','c')` and `('a','bc')` differ.
 */
export const deriveId = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part).toString()}:${part}`);
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
