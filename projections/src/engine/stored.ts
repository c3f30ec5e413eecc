import { Binary } from 'mongodb';
import { LineageWriter, type LineageChunk, type Tail } from './lineage.js';

/**
 * A document as it is stored: what the view made, its id, and what the engine knows of it: the position of the last event
 * folded into it, how many there were, and where those stand that are in no chunk yet, see `lineage.ts`.
 * One that the view took away leaves a tombstone: the same without contents, so that late writers find who was faster.
 */
export type Stored = {
  _id: string;
  _position: bigint;
  _events: number;
  _lineage: Binary;
  _deleted?: true;
};

/**
 * How documents are written: safe before the checkpoint that is past them, whatever the URL says, and in a set whose default
 * is less, as with an arbiter. Else a failover between the two would lose what the checkpoint says is there.
 */
export const durable = { writeConcern: { w: 'majority', journal: true } } as const;

/** Matches documents that stand, and no tombstones. */
export const standing = { _deleted: { $exists: false } } as const;

/** Whether a document has what the engine notes beside it. One that somebody put there by hand may lack it. */
export const isOurs = ({ _position, _events, _lineage }: { readonly [Note in keyof Stored]?: unknown }): boolean =>
  typeof _position === 'bigint' && typeof _events === 'number' && _lineage instanceof Binary;

/** Why a document that is not takes no event, and what to do about it. */
export const NOT_OURS =
  'somebody wrote the document by hand, without what the engine notes beside it; mend it with `storefold projections verify <view> --repair`, then retry';

const bytesOf = (value: Binary): Uint8Array => value.buffer.subarray(0, value.position);

/** What is told beside a document of how it came to be. */
export const tailOf = (stored: Stored): Tail => ({
  events: stored._events,
  last: stored._position,
  steps: bytesOf(stored._lineage),
});

/** What the view made; undefined for a tombstone. */
export const contentsOf = (stored: Stored): object | undefined => {
  const { _id, _position, _events, _lineage, _deleted, ...document } = stored;
  return _deleted ? undefined : document;
};

/** A document while events are folded into it. */
export class Folded {
  readonly before: Stored | undefined;
  readonly key: string;
  readonly #lineage: LineageWriter;
  document: object | undefined;
  position: bigint;

  constructor(key: string, before: Stored | undefined) {
    this.before = before;
    this.key = key;
    this.#lineage = new LineageWriter(key, before && tailOf(before));
    this.document = before && contentsOf(before);
    this.position = before?._position ?? -1n;
  }

  take(position: bigint, document: object | undefined): void {
    // Nothing was, and nothing came of it: an event that leaves no document has no part in one.
    if (this.position < 0n && document === undefined) return;
    this.document = document;
    this.position = position;
    this.#lineage.add(position, document);
  }

  get isChanged(): boolean {
    return this.position !== (this.before?._position ?? -1n);
  }

  after(): Stored {
    const { events, steps } = this.#lineage.tail();
    const known = { _id: this.key, _position: this.position, _events: events, _lineage: new Binary(steps) };
    return this.document === undefined ? { ...known, _deleted: true } : { ...this.document, ...known };
  }

  chunks(): readonly LineageChunk[] {
    return this.#lineage.chunks();
  }
}

/** A chunk as it is stored, in the collection beside the documents. `_id` is the key and the chunk's number. */
export type StoredChunk = {
  _id: string;
  key: string;
  number: number;
  from: bigint;
  to: bigint;
  steps: Binary;
  after?: object | null;
};

/** Where the chunks of a collection's documents lie. */
export const lineageCollection = (collection: string): string => `${collection}.lineage`;

export const storedChunk = ({ steps, ...chunk }: LineageChunk): StoredChunk => ({
  _id: `${chunk.key}#${chunk.number.toString()}`,
  ...chunk,
  steps: new Binary(steps),
});

export const stepsOf = ({ steps }: StoredChunk): Uint8Array => bytesOf(steps);
