import { status } from '@grpc/grpc-js';
import { parseLinkStream } from '../index/link-lists.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { BadRequest } from './bad-request.js';

/** Data bytes that one append may hold, as EventStoreDB's default. */
export const MAX_APPEND_BYTES = 1024 * 1024;
/** The real server has no such limit and takes what one message can hold; nobody names a stream with a page of text. */
const MAX_NAME = 4_096;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const refuse = (message: string): never => {
  throw new BadRequest(message, status.UNKNOWN);
};

/** @throws BadRequest where a stream cannot have this name */
export const checkStreamName = (stream: string): void => {
  if (stream === '') refuse('a stream needs a name');
  if (stream.length > MAX_NAME)
    refuse(`a stream's name has at most ${MAX_NAME.toString()} characters; this one has ${stream.length.toString()}`);
};

/** @throws BadRequest where the stream or an event cannot be taken at all */
export const checkAppend = (stream: string, events: readonly ProposedEvent[]): void => {
  checkStreamName(stream);
  if (parseLinkStream(stream))
    refuse(`"${stream}" is made of the log by a system projection; append to the streams whose events it links to`);
  for (const { id, type } of events) {
    if (!UUID.test(id)) refuse(`"${id}" is no event id; expected a UUID`);
    if (type === '') refuse(`event ${id} has no type`);
    if (type.length > MAX_NAME) refuse(`the type of event ${id} has more than ${MAX_NAME.toString()} characters`);
  }
};

/** Data bytes of an append: what its size is judged by. */
export const dataBytes = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, event) => sum + event.data.length, 0);

/** Bytes that one append may hold with its metadata, in one message or in many: what one message may hold at the most. */
export const MAX_APPEND_WEIGHT = 16 * 1024 * 1024;

/** Bytes that an event takes while its append is collected. */
export const weightOf = (event: ProposedEvent): number =>
  event.data.length + event.metadata.length + 2 * event.type.length + 2 * event.contentType.length + 100;
