import { StoreError } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import { fieldPath } from './expression.js';
import { setPath } from './fields.js';
import type { Stage } from './stage.js';

/** `$unwind`: a document for each element of an array. */
export function unwindStage(argument: Value): Stage {
  const options: Doc = isDoc(argument) ? argument : new Map([['path', argument]]);
  for (const name of options.keys()) {
    if (name !== 'path' && name !== 'includeArrayIndex' && name !== 'preserveNullAndEmptyArrays') {
      throw new StoreError(28_811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  const text = options.get('path');
  if (typeof text !== 'string' || text === '') throw new StoreError(28_812, 'no path specified to $unwind stage');
  if (!text.startsWith('$')) throw new StoreError(28_818, "path option to $unwind stage should be prefixed with a '$'");
  const indexField = options.get('includeArrayIndex');
  if (indexField !== undefined && (typeof indexField !== 'string' || indexField === '' || indexField.startsWith('$'))) {
    throw new StoreError(28_810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  const preserve = options.get('preserveNullAndEmptyArrays');
  if (preserve !== undefined && typeof preserve !== 'boolean') {
    throw new StoreError(28_809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  }
  const { parts } = fieldPath(text.slice(1));
  const indexParts = indexField === undefined ? undefined : fieldPath(indexField).parts;

  const unwound = (row: Row): Row[] => {
    const value = valueAt(row.doc, parts);
    const withIndex = (doc: Doc, index: Value): Row =>
      Row.ofDoc(indexParts === undefined ? doc : setPath(doc, indexParts, 0, index));
    if (Array.isArray(value) && value.length > 0) {
      return value.map((item, at) => withIndex(setPath(row.doc, parts, 0, item), BigInt(at)));
    }
    if (!Array.isArray(value) && value !== undefined && value !== null) return [withIndex(row.doc, null)];
    if (preserve !== true) return [];
    return [withIndex(Array.isArray(value) ? setPath(row.doc, parts, 0, undefined) : row.doc, null)];
  };
  return { push: (rows) => rows.flatMap(unwound), end: () => [], full: false };
}

/** The value at a path that leads through documents only. */
function valueAt(doc: Doc, parts: readonly string[]): Value {
  let value: Value = doc;
  for (const part of parts) {
    if (!isDoc(value)) return undefined;
    value = value.get(part);
  }
  return value;
}
