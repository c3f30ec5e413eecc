import { StoreError } from '../errors.js';
import { equalValues } from '../bson/compare.js';
import { isDoc } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import type { Collection } from '../storage/collection.js';
import type { IndexDefinition } from '../storage/definitions.js';

/** The index that a hint names, by name or key pattern. A hint that names none is refused. */
export function findHint(
  collection: Collection | undefined,
  hint: Value,
): IndexDefinition | 'natural' | '_id_' | undefined {
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return undefined;
  if (typeof hint !== 'string' && !isDoc(hint))
    throw new StoreError('FailedToParse', 'Hint must be a string or an object');
  if (collection === undefined) return undefined;
  if (hint === '_id_' || (isDoc(hint) && hint.size === 1 && hint.has('_id'))) return '_id_';
  if (isDoc(hint) && hint.size === 1 && hint.has('$natural')) return 'natural';
  const index = collection.indexes.find((one) =>
    typeof hint === 'string' ? one.name === hint : equalValues(one.pattern, hint),
  );
  if (index === undefined) throw new StoreError('BadValue', 'hint provided does not correspond to an existing index');
  return index;
}
