import { status } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { BadRequest } from './bad-request.js';
import { filterOf, type EventFilter } from './event-filter.js';

/** Where a read or subscription begins. */
export type From = { readonly kind: 'start' } | { readonly kind: 'end' } | { readonly kind: 'at'; readonly at: number };
export type ReadRequest = {
  /** Undefined: `$all`. */
  readonly stream: string | undefined;
  readonly from: From;
  readonly backwards: boolean;
  readonly maxCount: number;
  readonly subscription: boolean;
  readonly resolveLinks: boolean;
  readonly filter: EventFilter | undefined;
};

const streamFrom = (stream: ReadReq.Options.StreamOptions): From =>
  stream.hasRevision() ? { kind: 'at', at: Number(stream.getRevision()) } : { kind: stream.hasEnd() ? 'end' : 'start' };

const allFrom = (all: ReadReq.Options.AllOptions | undefined): From => {
  const position = all?.getPosition();
  if (position) return { kind: 'at', at: Number(position.getCommitPosition()) };
  return { kind: all?.hasEnd() ? 'end' : 'start' };
};

/** Reads the options of a `Read` call. @throws BadRequest */
export const readRequest = (request: ReadReq): ReadRequest => {
  const options = request.getOptions();
  if (!options) throw new BadRequest('a read carries its options');
  const stream = options.getStream();
  const filter = options.getFilter();
  const backwards = options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS;
  const subscription = options.hasSubscription();
  if (subscription && backwards) throw new BadRequest('a subscription reads forwards');
  const rest = {
    backwards,
    maxCount: options.hasCount() ? Number(options.getCount()) : Number.MAX_SAFE_INTEGER,
    subscription,
    resolveLinks: options.getResolveLinks(),
    filter: filter ? filterOf(filter) : undefined,
  };
  if (!stream) return { ...rest, stream: undefined, from: allFrom(options.getAll()) };
  if (filter) throw new BadRequest('a filter is for $all; a stream is read whole');
  const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw new BadRequest('a read names its stream', status.UNKNOWN);
  const from = streamFrom(stream);
  if (from.kind === 'end' && !backwards && !subscription)
    throw new BadRequest('nothing can be read forwards from the end: read backwards, or subscribe', status.UNKNOWN);
  return { ...rest, stream: name, from };
};
