import { createHash } from 'node:crypto';
import type { EventIndex } from '../index/event-index.js';
import { correlationIdIn } from '../index/indexed-frame.js';
import { parseLinkStream, type LinkProjection } from '../index/link-lists.js';
import { OrdinalList, REMOVED } from '../index/ordinal-list.js';
import {
  decodeHeader,
  decodeMetadata,
  decodeRevision,
  decodeStream,
  encodeRecordedEvent,
  encodeStreamIdentifier,
} from '../wire/recorded-event.js';

/** Lists of events with one correlation id that were asked for last, their ids compared. */
const REMEMBERED = 256;
type Correlated = { readonly list: OrdinalList; considered: number };

/**
 * The streams `$ce-`, `$et-`, `$bc-` and `$streams`, made of the index: each event of them is a link, put together when it
 * is read. A projection that is disabled stands still at a position of the log until it is enabled again.
 */
export class LinkStreams {
  readonly #index: EventIndex;
  readonly #bytes: (ordinal: number) => Buffer | undefined;
  readonly #stoppedAt = new Map<LinkProjection, number>();
  readonly #correlated = new Map<string, Correlated>();

  constructor(index: EventIndex, bytes: (ordinal: number) => Buffer | undefined) {
    this.#index = index;
    this.#bytes = bytes;
  }

  isEnabled(projection: LinkProjection): boolean {
    return !this.#stoppedAt.has(projection);
  }

  /** Has a projection go on, or stand still: links of events at or above `stoppedAt` are not shown. */
  set(projection: LinkProjection, stoppedAt: number | undefined): void {
    if (stoppedAt === undefined) this.#stoppedAt.delete(projection);
    else this.#stoppedAt.set(projection, stoppedAt);
  }

  /** Ordinals of linked events by revision, and one past the last that may be read; undefined where no such links are. */
  list(name: string): { readonly list: OrdinalList; readonly end: number } | undefined {
    const parsed = parseLinkStream(name);
    if (!parsed) return undefined;
    const list = this.#listOf(parsed.projection, parsed.key);
    if (!list) return undefined;
    const stoppedAt = this.#stoppedAt.get(parsed.projection);
    const end =
      stoppedAt === undefined ? this.#index.visibleEnd(list) : list.firstThat(0, list.end, this.#isFrom(stoppedAt));
    return end === 0 ? undefined : { list, end };
  }

  /** The link at a revision of such a stream, as clients receive it; undefined where the event is gone. */
  link(name: string, revision: number, ordinal: number): Buffer | undefined {
    const source = this.#bytes(ordinal);
    if (!source) return undefined;
    const stream = decodeStream(source);
    const position = this.#index.position(ordinal);
    const metadata = { $v: '1:-1:1:4', $c: position, $p: position, $o: stream, $causedBy: eventId(source) };
    return encodeRecordedEvent(
      {
        id: linkId(name, revision),
        type: '$>',
        contentType: 'application/octet-stream',
        data: Buffer.from(`${decodeRevision(source).toString()}@${stream}`, 'utf8'),
        metadata: Buffer.from(JSON.stringify(metadata), 'utf8'),
      },
      encodeStreamIdentifier(name),
      { revision, position, createdMs: decodeHeader(source).createdMs },
    );
  }

  #isFrom(position: number): (ordinal: number) => boolean {
    const limit = this.#index.seek(position);
    return (ordinal) => ordinal >= limit;
  }

  #listOf(projection: LinkProjection, key: string): OrdinalList | undefined {
    const { links } = this.#index;
    if (projection === '$streams') return links.streams;
    if (projection === '$by_category') return links.category(key);
    return projection === '$by_event_type' ? links.type(key) : this.#correlatedBy(key);
  }

  /** Chains are found by a hash: ids are compared here, once for each event. */
  #correlatedBy(id: string): OrdinalList | undefined {
    const chain = this.#index.links.correlated(id);
    if (chain.length === 0) return undefined;
    const known = this.#correlated.get(id) ?? { list: new OrdinalList(), considered: 0 };
    for (; known.considered < chain.length; known.considered++) {
      const ordinal = chain[known.considered] ?? REMOVED;
      if (ordinal !== REMOVED && ordinal >= this.#index.visible) break;
      // Of what is gone it cannot be said whether the id was this one; nearly always it was, and its place is kept.
      const bytes = ordinal === REMOVED ? undefined : this.#bytes(ordinal);
      if (!bytes) known.list.push(REMOVED);
      else if (correlationIdIn(decodeMetadata(bytes)) === id) known.list.push(ordinal);
    }
    if (this.#correlated.size >= REMEMBERED) this.#correlated.clear();
    this.#correlated.set(id, known);
    return known.list;
  }
}

/** The same link has the same id whenever it is read. */
const linkId = (name: string, revision: number): string =>
  createHash('sha1')
    .update(`${revision.toString()}@${name}`)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-5$3-8$4-$5');

const eventId = (bytes: Buffer): string => /[0-9a-f-]{36}/.exec(bytes.toString('latin1', 0, 44))?.[0] ?? '';
