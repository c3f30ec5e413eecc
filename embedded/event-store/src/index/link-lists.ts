import type { Gap } from '../log/compact-segment.js';
import { CorrelationChains, correlationHash } from './correlation-chains.js';
import { OrdinalList, REMOVED } from './ordinal-list.js';

/** What decides in which link streams an event stands. */
export type LinkKeys = {
  readonly stream: string;
  readonly revision: number;
  /** False for what stands in the log and in no stream: a tombstone. */
  readonly inStream: boolean;
  readonly type: string;
  /** Hash of its correlation id; 0 where it has none. */
  readonly correlation: number;
};

/** The system projections whose streams are made of the index. */
export const linkProjections = ['$by_category', '$by_event_type', '$by_correlation_id', '$streams'] as const;
export type LinkProjection = (typeof linkProjections)[number];

const LINK = '$>';

/** What stands before the first dash of a stream's name; streams of the system have none. */
export const categoryOf = (stream: string): string | undefined => {
  const dash = stream.indexOf('-');
  return dash <= 0 || stream.startsWith('$') ? undefined : stream.slice(0, dash);
};

/** Which projection makes a stream of this name, and of what. */
export const parseLinkStream = (
  name: string,
): { readonly projection: LinkProjection; readonly key: string } | undefined => {
  if (name === '$streams') return { projection: '$streams', key: '' };
  if (name.startsWith('$ce-')) return { projection: '$by_category', key: name.slice(4) };
  if (name.startsWith('$et-')) return { projection: '$by_event_type', key: name.slice(4) };
  if (name.startsWith('$bc-')) return { projection: '$by_correlation_id', key: name.slice(4) };
  return undefined;
};

/**
 * The streams of links that EventStoreDB's system projections write: here they are lists of ordinals, made with the
 * index. They take no room in the log, and are never behind it.
 */
export class LinkLists {
  readonly #categories = new Map<string, OrdinalList>();
  readonly #types = new Map<string, OrdinalList>();
  readonly #streams = new OrdinalList();
  readonly #correlations = new CorrelationChains();

  /** Adds the next ordinal. */
  push(ordinal: number, keys: LinkKeys): void {
    for (const list of this.#listsOf(keys)) list.push(ordinal);
    this.#correlations.push(keys.correlation);
  }

  /** Takes the last ordinal back; its keys are those it was pushed with. */
  pop(keys: LinkKeys): void {
    for (const list of this.#listsOf(keys)) list.pop();
    this.#correlations.pop();
  }

  /** Keeps the places of events that scavenging has removed. */
  skip(gap: Gap): void {
    const removed = (list: OrdinalList, count: number): void => {
      for (let n = 0; n < count; n++) list.push(REMOVED);
    };
    for (const [name, count] of Object.entries(gap.categories)) removed(listIn(this.#categories, name), count);
    for (const [name, count] of Object.entries(gap.types)) removed(listIn(this.#types, name), count);
    removed(this.#streams, gap.streams);
    for (const [hash, count] of Object.entries(gap.correlations)) this.#correlations.skip(Number(hash), count);
  }

  category(name: string): OrdinalList | undefined {
    return this.#categories.get(name);
  }
  type(name: string): OrdinalList | undefined {
    return this.#types.get(name);
  }
  get streams(): OrdinalList {
    return this.#streams;
  }

  /** Ordinals of events whose correlation id has the hash of this one, oldest first. */
  correlated(id: string): readonly number[] {
    return this.#correlations.chain(correlationHash(id));
  }

  *#listsOf({ stream, revision, inStream, type }: LinkKeys): Generator<OrdinalList> {
    // A link is not linked again: that would never end.
    if (type === LINK) return;
    const category = inStream ? categoryOf(stream) : undefined;
    if (category !== undefined) yield listIn(this.#categories, category);
    yield listIn(this.#types, type);
    if (revision === 0) yield this.#streams;
  }
}

const listIn = (lists: Map<string, OrdinalList>, name: string): OrdinalList => {
  const known = lists.get(name);
  if (known) return known;
  const made = new OrdinalList();
  lists.set(name, made);
  return made;
};
