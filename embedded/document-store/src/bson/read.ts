import {
  BSONRegExp,
  Binary,
  BsonType,
  Code,
  Decimal128,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  doubleOf,
} from './types.js';
import type { Doc, Value } from './types.js';

/*
 * Readers over raw BSON. They trust their input: every document was checked by validate.ts when it came in.
 * Positions are absolute in the buffer.
 */

/** Where one element lies: its type, the position of its value, the position after it. */
export type Element = { type: number; value: number; end: number };

/** The position after the zero that ends the C string at `pos`. */
export function afterCString(bytes: Buffer, pos: number): number {
  let at = pos;
  while (bytes[at] !== 0) at += 1;
  return at + 1;
}

/** The position after a value of `type` that begins at `pos`. */
export function afterValue(type: number, bytes: Buffer, pos: number): number {
  switch (type) {
    case BsonType.int:
      return pos + 4;
    case BsonType.string:
    case BsonType.javascript:
      return pos + 4 + bytes.readInt32LE(pos);
    case BsonType.double:
    case BsonType.date:
    case BsonType.long:
    case BsonType.timestamp:
      return pos + 8;
    case BsonType.object:
    case BsonType.array:
      return pos + bytes.readInt32LE(pos);
    case BsonType.objectId:
      return pos + 12;
    case BsonType.bool:
      return pos + 1;
    case BsonType.binData:
      return pos + 5 + bytes.readInt32LE(pos);
    case BsonType.decimal:
      return pos + 16;
    case BsonType.regex:
      return afterCString(bytes, afterCString(bytes, pos));
    default:
      return pos;
  }
}

/** Finds a field of the document at `start`; `name` is its UTF-8 without the closing zero. */
export function findElement(bytes: Buffer, start: number, name: Uint8Array): Element | undefined {
  const end = start + bytes.readInt32LE(start) - 1;
  const length = name.length;
  let pos = start + 4;
  while (pos < end) {
    const type = bytes[pos] ?? 0;
    pos += 1;
    let matched = 0;
    while (matched < length && bytes[pos + matched] === name[matched]) matched += 1;
    if (matched === length && bytes[pos + matched] === 0) {
      const value = pos + length + 1;
      return { type, value, end: afterValue(type, bytes, value) };
    }
    pos = afterValue(type, bytes, afterCString(bytes, pos));
  }
  return undefined;
}

/** Each element of the document at `start`, in order, with its name. */
export function eachElement(
  bytes: Buffer,
  start: number,
  visit: (name: string, element: Element, begin: number) => void,
): void {
  const end = start + bytes.readInt32LE(start) - 1;
  let pos = start + 4;
  while (pos < end) {
    const begin = pos;
    const type = bytes[pos] ?? 0;
    const value = afterCString(bytes, pos + 1);
    const after = afterValue(type, bytes, value);
    visit(readText(bytes, pos + 1, value - 1), { type, value, end: after }, begin);
    pos = after;
  }
}

/** UTF-8 between two positions; short ASCII, which names and codes are, without leaving JavaScript. */
export function readText(bytes: Buffer, start: number, end: number): string {
  if (end - start < 18) {
    let text = '';
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte > 127) return bytes.toString('utf8', start, end);
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return bytes.toString('utf8', start, end);
}

/** Decodes the value of an element. */
export function readValue(type: number, bytes: Buffer, pos: number): Value {
  switch (type) {
    case BsonType.string:
      return readText(bytes, pos + 4, pos + 3 + bytes.readInt32LE(pos));
    case BsonType.int:
      return bytes.readInt32LE(pos);
    case BsonType.double:
      return doubleOf(bytes.readDoubleLE(pos));
    case BsonType.long:
      return bytes.readBigInt64LE(pos);
    case BsonType.bool:
      return bytes[pos] === 1;
    case BsonType.null:
    case BsonType.undefined:
      return null;
    case BsonType.object:
      return readDocument(bytes, pos);
    case BsonType.array:
      return readArray(bytes, pos);
    case BsonType.date:
      return new Date(readInt64AsNumber(bytes, pos));
    case BsonType.objectId:
      return new ObjectId(Buffer.from(bytes.subarray(pos, pos + 12)));
    case BsonType.binData:
      return new Binary(Buffer.from(bytes.subarray(pos + 5, pos + 5 + bytes.readInt32LE(pos))), bytes[pos + 4] ?? 0);
    case BsonType.decimal:
      return new Decimal128(Buffer.from(bytes.subarray(pos, pos + 16)));
    case BsonType.timestamp:
      return new Timestamp({ i: bytes.readUInt32LE(pos), t: bytes.readUInt32LE(pos + 4) });
    case BsonType.regex: {
      const options = afterCString(bytes, pos);
      return new BSONRegExp(
        readText(bytes, pos, options - 1),
        readText(bytes, options, afterCString(bytes, options) - 1),
      );
    }
    case BsonType.javascript:
      return new Code(readText(bytes, pos + 4, pos + 3 + bytes.readInt32LE(pos)));
    case BsonType.minKey:
      return new MinKey();
    default:
      return new MaxKey();
  }
}

/** An int64 as a number: exact for what dates may hold. */
function readInt64AsNumber(bytes: Buffer, pos: number): number {
  return bytes.readInt32LE(pos + 4) * 0x1_0000_0000 + bytes.readUInt32LE(pos);
}

/** Decodes the document at `start`. */
export function readDocument(bytes: Buffer, start = 0): Doc {
  const doc: Doc = new Map();
  const end = start + bytes.readInt32LE(start) - 1;
  let pos = start + 4;
  while (pos < end) {
    const type = bytes[pos] ?? 0;
    const value = afterCString(bytes, pos + 1);
    doc.set(readText(bytes, pos + 1, value - 1), readValue(type, bytes, value));
    pos = afterValue(type, bytes, value);
  }
  return doc;
}

/** Decodes the array at `start`; its element names are not looked at, as MongoDB does not. */
export function readArray(bytes: Buffer, start: number): Value[] {
  const values: Value[] = [];
  const end = start + bytes.readInt32LE(start) - 1;
  let pos = start + 4;
  while (pos < end) {
    const type = bytes[pos] ?? 0;
    const value = afterCString(bytes, pos + 1);
    values.push(readValue(type, bytes, value));
    pos = afterValue(type, bytes, value);
  }
  return values;
}
