import { randomUUID } from 'node:crypto';
import type { ProposedEvent } from '../wire/recorded-event.js';

/** Revision under which a tombstone is written: beyond any that a stream can reach. */
export const TOMBSTONE_REVISION = Number.MAX_SAFE_INTEGER;
export const tombstoneType = '$streamDeleted';

export const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
export const metaStream = (stream: string): string => `$$${stream}`;
/** The stream whose metadata a stream holds; undefined where it holds none. */
export const originalOf = (stream: string): string | undefined =>
  stream.startsWith('$$') ? stream.slice(2) : undefined;

/** The revision by which clients know a tombstone, 2^63-1. */
export const SHOWN_TOMBSTONE_REVISION = 2n ** 63n - 1n;
export const tombstoneEvent = (): ProposedEvent => ({
  ...systemEvent(tombstoneType, ''),
  contentType: 'application/octet-stream',
});

/** An event that the server itself writes. */
export const systemEvent = (type: string, data: string | Buffer): ProposedEvent => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data: typeof data === 'string' ? Buffer.from(data) : data,
  metadata: Buffer.alloc(0),
});
