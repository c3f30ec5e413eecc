import { StoreError } from '../errors.js';
import { BsonType } from './types.js';
import type { Value } from './types.js';

/** MongoDB's own limit for nested documents and arrays. */
const maxDepth = 200;
/** Dates that JavaScript can hold, in milliseconds. */
const maxDate = 8_640_000_000_000_000;

function broken(what: string): StoreError {
  return new StoreError('InvalidBSON', `the document is not valid BSON: ${what}`);
}

/** Refuses a document that an update or a pipeline made too deep; what comes in is checked by its bytes. */
export function checkDepth(value: Value, depth = 0): void {
  if (value instanceof Map) {
    if (depth > maxDepth) throw tooDeep();
    for (const inner of value.values()) if (typeof inner === 'object') checkDepth(inner, depth + 1);
  } else if (Array.isArray(value)) {
    if (depth > maxDepth) throw tooDeep();
    for (const inner of value) if (typeof inner === 'object') checkDepth(inner, depth + 1);
  }
}

function tooDeep(): StoreError {
  return new StoreError('Overflow', `documents may be nested ${String(maxDepth)} levels deep`);
}

/**
 * Checks the structure of the document at `start` and answers where it ends. Everything behind this door trusts
 * lengths, types and terminators.
 */
export function validateDocument(bytes: Buffer, start: number, limit: number, depth = 0): number {
  if (depth > maxDepth) throw tooDeep();
  if (start + 5 > limit) throw broken('it ends before its length says');
  const length = bytes.readInt32LE(start);
  const end = start + length;
  if (length < 5 || end > limit) throw broken(`a length of ${String(length)} does not fit`);
  if (bytes[end - 1] !== 0) throw broken('its closing zero is missing');
  let pos = start + 4;
  while (pos < end - 1) {
    const type = bytes[pos] ?? 0;
    pos = validateValue(type, bytes, cString(bytes, pos + 1, end - 1), end - 1, depth);
  }
  if (pos !== end - 1) throw broken('its elements do not end where it does');
  return end;
}

function cString(bytes: Buffer, pos: number, limit: number): number {
  let at = pos;
  while (at < limit && bytes[at] !== 0) at += 1;
  if (at >= limit) throw broken('a name has no end');
  return at + 1;
}

function fixed(pos: number, size: number, limit: number): number {
  if (pos + size > limit) throw broken('a value ends after its document');
  return pos + size;
}

function validateValue(type: number, bytes: Buffer, pos: number, limit: number, depth: number): number {
  switch (type) {
    case BsonType.string:
    case BsonType.javascript: {
      fixed(pos, 5, limit);
      const length = bytes.readInt32LE(pos);
      if (length < 1) throw broken('a string has no end');
      const end = fixed(pos + 4, length, limit);
      if (bytes[end - 1] !== 0) throw broken('a string has no closing zero');
      return end;
    }
    case BsonType.int:
      return fixed(pos, 4, limit);
    case BsonType.double:
    case BsonType.long:
    case BsonType.timestamp:
      return fixed(pos, 8, limit);
    case BsonType.date: {
      const end = fixed(pos, 8, limit);
      const time = bytes.readInt32LE(pos + 4) * 0x1_0000_0000 + bytes.readUInt32LE(pos);
      if (Math.abs(time) > maxDate) throw new StoreError('BadValue', 'a date lies beyond the year 275760');
      return end;
    }
    case BsonType.object:
    case BsonType.array:
      return validateDocument(bytes, pos, limit, depth + 1);
    case BsonType.objectId:
      return fixed(pos, 12, limit);
    case BsonType.bool:
      if ((bytes[pos] ?? 2) > 1) throw broken('a boolean is neither 0 nor 1');
      return fixed(pos, 1, limit);
    case BsonType.null:
    case BsonType.minKey:
    case BsonType.maxKey:
      return pos;
    case BsonType.binData: {
      fixed(pos, 5, limit);
      const length = bytes.readInt32LE(pos);
      if (length < 0) throw broken('binary data has a negative length');
      return fixed(pos + 5, length, limit);
    }
    case BsonType.decimal:
      return fixed(pos, 16, limit);
    case BsonType.regex:
      return cString(bytes, cString(bytes, pos, limit), limit);
    case BsonType.undefined:
    case BsonType.dbPointer:
    case BsonType.symbol:
    case BsonType.javascriptWithScope:
      throw new StoreError(
        'InvalidBSON',
        'undefined, DBPointer, Symbol and code with scope are deprecated and not stored',
      );
    default:
      throw broken(`there is no type ${String(type)}`);
  }
}
