import type { Doc } from '../bson/types.js';
import type { Path } from '../query/path.js';

export type IndexField = { path: Path; descending: boolean };

/** An index as the catalogue keeps it. `multikey[i]` is set for good once an array was met on the path of field i. */
export type IndexDefinition = {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly multikey: boolean[];
  /** True until the commit that fills the index is visible: writes keep it up already, no query may use it yet. */
  building: boolean;
  /** The key pattern as it was given: `{a: 1, b: -1}`. */
  readonly pattern: Doc;
};
