import { toNumber } from '../bson/numbers.js';
import { isNumeric } from '../bson/types.js';
import type { Value } from '../bson/types.js';

/** MongoDB's truth: false, null, missing and zero are not. */
export function isTruthy(value: Value): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}
