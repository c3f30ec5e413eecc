import { StoreError } from '../errors.js';
import { equalValues } from '../bson/compare.js';
import { findElement, readValue } from '../bson/read.js';
import { BSONRegExp, ObjectId, isDoc } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { BsonWriter } from '../bson/write.js';

const idName = Buffer.from('_id');

/** Refuses an _id that MongoDB refuses. */
export function checkId(id: Value): void {
  if (Array.isArray(id) || id instanceof BSONRegExp) {
    throw new StoreError(
      'InvalidIdField',
      `The '_id' value cannot be of type ${Array.isArray(id) ? 'array' : 'regex'}`,
    );
  }
  if (isDoc(id)) {
    for (const name of id.keys()) {
      if (name.startsWith('$'))
        throw new StoreError(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
    }
  }
}

/** The document with its _id first, made where there is none. */
export function withId(bytes: Buffer): { bytes: Buffer; id: Value } {
  const element = findElement(bytes, 0, idName);
  if (element === undefined) {
    const id = new ObjectId();
    const writer = new BsonWriter(bytes.length + 32);
    const at = writer.beginDocument();
    writer.element('_id', id);
    writer.raw(bytes.subarray(4, -1));
    writer.endDocument(at);
    return { bytes: writer.take(), id };
  }
  const id = readValue(element.type, bytes, element.value);
  checkId(id);
  const begin = element.value - 5;
  if (begin === 4) return { bytes, id };
  const writer = new BsonWriter(bytes.length);
  const at = writer.beginDocument();
  writer.raw(bytes.subarray(begin, element.end));
  writer.raw(bytes.subarray(4, begin));
  writer.raw(bytes.subarray(element.end, bytes.length - 1));
  writer.endDocument(at);
  return { bytes: writer.take(), id };
}

/** A replacement with the _id of the document that it replaces in front, as stored. One that names another _id is refused. */
export function withIdOf(replacement: Buffer, stored: Buffer): Buffer {
  const old = findElement(stored, 0, idName);
  if (old === undefined) return replacement;
  const given = findElement(replacement, 0, idName);
  const begin = old.value - 5;
  if (given === undefined) {
    const writer = new BsonWriter(replacement.length + old.end);
    const at = writer.beginDocument();
    writer.raw(stored.subarray(begin, old.end));
    writer.raw(replacement.subarray(4, -1));
    writer.endDocument(at);
    return writer.take();
  }
  const same = stored.subarray(begin, old.end).equals(replacement.subarray(given.value - 5, given.end));
  if (!same && !equalValues(readValue(old.type, stored, old.value), readValue(given.type, replacement, given.value))) {
    throw new StoreError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return withId(replacement).bytes;
}
