import { unsupported } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import { compileProjection } from '../aggregate/projection.js';
import type { Filter } from './filter.js';
import type { Row } from './path.js';

/** The projection of a find. */
export function findProjection(shape: Doc, filter: Filter): (row: Row) => Row {
  void filter;
  for (const [name, value] of shape) {
    if (name.endsWith('.$')) throw unsupported('the positional projection');
    if (isDoc(value))
      for (const operator of value.keys())
        if (/^\$(slice|elemMatch|meta)$/.test(operator)) throw unsupported(`${operator} in a projection`);
  }
  return compileProjection(shape);
}
