export type Range = { start: Buffer; end: Buffer; reverse?: boolean; limit?: number };
export type Entry = { key: Buffer; value: Buffer };

/** One ordered table of bytes: of the disk, or as a transaction sees it. */
export type Ordered = {
  /** A copy of the value, or undefined. */
  get(key: Buffer): Buffer | undefined;
  has(key: Buffer): boolean;
  put(key: Buffer, value: Buffer): void;
  remove(key: Buffer): void;
  /** Entries from `start` (included) to `end` (left out), or backwards from `end` (left out) down to `start` (included). */
  range(range: Range): Iterable<Entry>;
  keys(range: Range): Iterable<Buffer>;
  /** How many entries lie in a range, without reading them. */
  count(range: Range): number;
};

/** Whoever is about to write says so here first, and learns that another one is in the way by what is thrown. */
export type Claims = {
  /** A record, or a key of a unique index. */
  key(key: Buffer): void;
  /** Any document of a collection. */
  documents(collection: number): void;
  /** A collection is made, dropped, renamed, or its indexes change. */
  definition(collection: number, namespace: string): void;
};

/** What collections and their catalogue live in. */
export type Tables = {
  readonly records: Ordered;
  readonly entries: Ordered;
  readonly catalogue: Ordered;
  readonly claims: Claims;
};
