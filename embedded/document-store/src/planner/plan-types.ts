import type { IndexDefinition } from '../storage/definitions.js';

export type KeyRange = { start: Buffer; end: Buffer };

/**
 * How to read the documents that may match. Every candidate is tested again unless the plan is exact, so it only has to hold them all.
 * `sorted` says that they come in the order that was asked for.
 */
export type Plan = {
  /** The documents themselves by _id, or an index. */
  index: IndexDefinition | undefined;
  ranges: readonly KeyRange[];
  /** Set when the documents are named by their keys: no range is read then. */
  keys?: readonly Buffer[];
  /** Set when the documents of several plans are read, each document once; `index` and `ranges` say nothing then. */
  union?: readonly Plan[];
  reverse: boolean;
  sorted: boolean;
  /** The index may hold a document more than once. */
  dedupe: boolean;
  /** True when nothing bounds the read. */
  scan: boolean;
  /** The ranges hold what matches, each document once, and nothing else: candidates need no test, and a count no documents. */
  exact: boolean;
};

/** What a hint names; the natural order, which is that of _id, may be read backwards. */
export type Hint = IndexDefinition | 'natural' | 'backwards' | '_id_' | undefined;
