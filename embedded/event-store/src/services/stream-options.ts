import type { Expected } from '../store/append-rules.js';

/** A name as the generated classes hold it: bytes, or their base64. */
export const text = (value: Uint8Array | string): string =>
  Buffer.from(value instanceof Uint8Array ? value : Buffer.from(value, 'base64')).toString('utf8');

/** The members of a request's options that say what is expected of the stream. */
export type RevisionOptions = {
  hasRevision(): boolean;
  getRevision(): string;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
};
export const expectedOf = (options: RevisionOptions): Expected => {
  if (options.hasRevision()) return { kind: 'revision', revision: Number(options.getRevision()) };
  if (options.hasNoStream()) return { kind: 'no-stream' };
  return options.hasStreamExists() ? { kind: 'stream-exists' } : { kind: 'any' };
};
