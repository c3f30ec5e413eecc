import { decodeStream, decodeType } from '../wire/recorded-event.js';
import type { EventFilter } from './event-filter.js';

/** Asked of every event of the log: reads one name of it and nothing else. @throws BadRequest from the filter */
export const accepts = (filter: EventFilter | undefined, recorded: Buffer): boolean =>
  !filter || filter.accepts(filter.on === 'stream' ? decodeStream(recorded) : decodeType(recorded));
