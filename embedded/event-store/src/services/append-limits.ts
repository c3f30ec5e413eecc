import type { ProposedEvent } from '../wire/recorded-event.js';

/** Data bytes that one append may hold, as EventStoreDB's default. */
export const MAX_APPEND_BYTES = 1024 * 1024;
const MAX_STREAM_NAME = 3_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Why events cannot be taken at all; undefined where they can. */
export const invalid = (stream: string, events: readonly ProposedEvent[]): string | undefined => {
  if (stream === '') return 'a stream needs a name';
  if (stream.length > MAX_STREAM_NAME) return `a stream's name has at most ${MAX_STREAM_NAME.toString()} characters`;
  for (const { id, type } of events) {
    if (!UUID.test(id)) return `"${id}" is no event id; expected a UUID`;
    if (type === '') return `event ${id} has no type`;
  }
  return undefined;
};

/** Data bytes of an append: what its size is judged by. */
export const dataBytes = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, event) => sum + event.data.length, 0);
