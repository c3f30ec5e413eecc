import { WireReader } from '../wire/protobuf.js';
import { decodeData, decodeMetadata, decodeRevision, decodeStream, decodeType } from '../wire/recorded-event.js';
import type { StrategyName } from './strategy.js';

/** Type of an event that points to another, as `revision@stream`. */
export const linkType = '$>';

const field = (bytes: Buffer, wanted: number): Buffer => {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag === wanted * 8 + 2) return reader.bytes();
    reader.skip(tag % 8);
  }
  return Buffer.alloc(0);
};

/** Id of a recorded event, as lower-case UUID text. */
export const decodeId = (bytes: Buffer): string => field(field(bytes, 1), 2).toString('latin1');

/** `revision@stream`: how a link points to this event. */
export const pointerTo = (bytes: Buffer): string => `${decodeRevision(bytes).toString()}@${decodeStream(bytes)}`;

/** The stream in which an event was written; of a link, the one that it points to. */
const sourceStream = (bytes: Buffer): string => {
  if (decodeType(bytes) !== linkType) return decodeStream(bytes);
  const pointer = decodeData(bytes).toString('utf8');
  return pointer.slice(pointer.indexOf('@') + 1);
};

const correlationId = (bytes: Buffer): string | undefined => {
  try {
    const metadata: unknown = JSON.parse(decodeMetadata(bytes).toString('utf8'));
    if (metadata === null || typeof metadata !== 'object' || !('$correlationId' in metadata)) return undefined;
    return typeof metadata.$correlationId === 'string' ? metadata.$correlationId : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What a strategy keeps together: nothing, one source stream, or one correlation (the stream, where there is none).
 *
 * @param event the recorded event that a consumer sees: a link, or what it points to
 */
export const pinnedBy = (strategy: StrategyName, event: Buffer): string => {
  if (strategy === 'Pinned') return sourceStream(event);
  if (strategy === 'PinnedByCorrelation') return correlationId(event) ?? sourceStream(event);
  return '';
};
