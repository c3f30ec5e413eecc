import { Binary } from 'mongodb';

/** Where two documents differ first, in the order of fields of the one that is right. */
export type Difference = {
  /** Dotted: `lines.0.quantity`. */
  readonly field: string;
  readonly expected: unknown;
  readonly found: unknown;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Binary);

const at = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/**
 * The first field in which a document is not as it should be; undefined where all are the same.
 *
 * @param path where the values stand in the document
 */
export const firstDifference = (expected: unknown, found: unknown, path = ''): Difference | undefined => {
  if (expected instanceof Binary && found instanceof Binary)
    return Buffer.from(expected.value()).equals(Buffer.from(found.value()))
      ? undefined
      : { field: path, expected, found };
  if (Array.isArray(expected) && Array.isArray(found)) {
    for (let index = 0; index < Math.max(expected.length, found.length); index++) {
      const difference = firstDifference(expected[index], found[index], at(path, index.toString()));
      if (difference) return difference;
    }
    return undefined;
  }
  if (isObject(expected) && isObject(found)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const difference = firstDifference(expected[name], found[name], at(path, name));
      if (difference) return difference;
    }
    return undefined;
  }
  return Object.is(expected, found) ? undefined : { field: path, expected, found };
};

/** A field's value in a document; undefined where it has none. */
export const valueAt = (document: unknown, field: string): unknown =>
  field.split('.').reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)] as unknown;
    return isObject(value) ? value[name] : undefined;
  }, document);
