import type { Operator } from './expression-types.js';
import { accumulating } from './accumulating.js';
import { arithmetic } from './arithmetic.js';
import { arrays } from './arrays.js';
import { comparisons } from './comparisons.js';
import { conversions } from './conversions.js';
import { dates } from './dates.js';
import { namedFields } from './named-fields.js';
import { strings } from './strings.js';

/** Every operator of expressions that this server knows. What is not here is refused. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...arithmetic,
  ...comparisons,
  ...strings,
  ...conversions,
  ...dates,
  ...arrays,
  ...accumulating,
  ...namedFields,
]);
