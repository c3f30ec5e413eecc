import { StoreError } from '../errors.js';
import { equalValues } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import type { Collection } from '../storage/collection.js';
import type { Hint } from '../planner/plan.js';
import { parseSort } from '../query/sort.js';
import type { SortKey } from '../query/sort.js';

/** The index that a hint names, by name or key pattern. A hint that names none is refused. */
export function findHint(collection: Collection | undefined, hint: Value): Hint {
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return undefined;
  if (typeof hint !== 'string' && !isDoc(hint))
    throw new StoreError('FailedToParse', 'Hint must be a string or an object');
  if (collection === undefined) return undefined;
  if (hint === '_id_' || (isDoc(hint) && hint.size === 1 && hint.has('_id'))) return '_id_';
  if (isDoc(hint) && hint.has('$natural')) return naturalOrder(hint);
  const index = collection.indexes.find((one) =>
    typeof hint === 'string' ? one.name === hint : equalValues(one.pattern, hint),
  );
  if (index === undefined) throw new StoreError('BadValue', 'hint provided does not correspond to an existing index');
  return index;
}

function naturalOrder(order: Doc): 'natural' | 'backwards' {
  const direction = order.get('$natural');
  const number = isNumeric(direction) ? toNumber(direction) : 0;
  if (order.size > 1 || (number !== 1 && number !== -1))
    throw new StoreError('BadValue', '$natural stands alone and is 1 or -1');
  return number === 1 ? 'natural' : 'backwards';
}

/** The order and the hint of a read or write: a sort by `$natural` is a hint at no index. */
export function findOrder(
  collection: Collection | undefined,
  order: Value,
  hint: Value,
): { sort: readonly SortKey[]; hint: Hint } {
  const found = findHint(collection, hint);
  if (!isDoc(order) || !order.has('$natural')) return { sort: parseSort(order), hint: found };
  if (found !== undefined) throw new StoreError('BadValue', 'a sort by $natural takes no hint beside it');
  return { sort: [], hint: naturalOrder(order) };
}
