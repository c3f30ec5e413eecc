import type { FrameContents } from '../log/frame.js';
import { TOMBSTONE_REVISION } from '../store/system-events.js';
import { decodeIndexFields } from '../wire/recorded-event.js';
import { correlationHash } from './correlation-chains.js';
import type { IndexedEvent } from './event-index.js';
import { idHash } from './id-table.js';

/**
 * The events of a frame as the index knows them.
 *
 * @param address where in the log the frame stands
 */
export const indexedFrame = (frame: FrameContents, address: number): readonly IndexedEvent[] => {
  const inStream = frame.firstRevision !== TOMBSTONE_REVISION;
  return frame.events.map((event, k) => {
    const { position, type, metadata } = decodeIndexFields(event.bytes);
    return {
      stream: frame.stream,
      revision: frame.firstRevision + k,
      inStream,
      idHash: idHash(event.id),
      position,
      place: address + event.offset,
      length: event.length,
      back: event.offset,
      type,
      correlation: correlationOf(type, metadata),
    };
  });
};

const KEY = Buffer.from('"$correlationId"');

/** Hash of the correlation id in an event's metadata; 0 where there is none. Links have none of their own. */
export const correlationOf = (type: string, metadata: Uint8Array): number => {
  const id = type === '$>' ? undefined : correlationIdIn(metadata);
  return id === undefined ? 0 : correlationHash(id);
};

/** The correlation id in an event's metadata. */
export const correlationIdIn = (metadata: Uint8Array): string | undefined => {
  const bytes = Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength);
  if (!bytes.includes(KEY)) return undefined;
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    if (json === null || typeof json !== 'object' || !('$correlationId' in json)) return undefined;
    return typeof json.$correlationId === 'string' ? json.$correlationId : undefined;
  } catch {
    return undefined;
  }
};
