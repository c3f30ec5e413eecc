import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';

/** Where a read or subscription begins. */
export type From = { readonly kind: 'start' } | { readonly kind: 'end' } | { readonly kind: 'at'; readonly at: number };
export type EventFilter = {
  /** Which of an event's names is asked: the other need not be decoded. */
  readonly on: 'stream' | 'type';
  readonly accepts: (name: string) => boolean;
  /** Considered events between two checkpoints. */
  readonly checkpointEvery: number;
};
export type ReadRequest = {
  readonly stream: string | undefined;
  readonly from: From;
  readonly backwards: boolean;
  readonly maxCount: number;
  readonly subscription: boolean;
  readonly resolveLinks: boolean;
  readonly filter: EventFilter | undefined;
};

/** A request that cannot be served as it is. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

const MAX_REGEX = 1_000;

const filterOf = (filter: ReadReq.Options.FilterOptions): EventFilter => {
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (!expression) throw new BadRequest('a filter names streams or event types');
  const prefixes = expression.getPrefixList();
  const source = expression.getRegex();
  if (source.length > MAX_REGEX)
    throw new BadRequest(`a filter's regular expression has at most ${MAX_REGEX.toString()} characters`);
  let regex: RegExp | undefined;
  if (prefixes.length === 0) {
    try {
      regex = new RegExp(source);
    } catch {
      throw new BadRequest(`"${source}" is no regular expression`);
    }
  }
  const window = Math.max(filter.hasMax() ? filter.getMax() : 32, 1);
  return {
    on: byStream ? 'stream' : 'type',
    accepts: (name) => (regex ? regex.test(name) : prefixes.some((prefix) => name.startsWith(prefix))),
    checkpointEvery: window * Math.max(filter.getCheckpointintervalmultiplier(), 1),
  };
};

/** Reads the options of a `Read` call. @throws BadRequest */
export const readRequest = (request: ReadReq): ReadRequest => {
  const options = request.getOptions();
  if (!options) throw new BadRequest('a read carries its options');
  const stream = options.getStream();
  const all = options.getAll();
  const filter = options.getFilter();
  const rest = {
    backwards: options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS,
    maxCount: options.hasCount() ? Number(options.getCount()) : Number.MAX_SAFE_INTEGER,
    subscription: options.hasSubscription(),
    resolveLinks: options.getResolveLinks(),
    filter: filter ? filterOf(filter) : undefined,
  };
  if (stream) {
    const name = stream.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array();
    const from: From = stream.hasRevision()
      ? { kind: 'at', at: Number(stream.getRevision()) }
      : { kind: stream.hasEnd() ? 'end' : 'start' };
    return { ...rest, stream: Buffer.from(name).toString('utf8'), from };
  }
  const position = all?.getPosition();
  const from: From = position
    ? { kind: 'at', at: Number(position.getCommitPosition()) }
    : { kind: all?.hasEnd() ? 'end' : 'start' };
  return { ...rest, stream: undefined, from };
};
