import { Rank, rankOf } from './compare.js';
import { partsOf } from './decimal.js';
import { compareNumbers, toNumber } from './numbers.js';
import { BSONRegExp, Binary, Code, Decimal128, ObjectId, Timestamp } from './types.js';
import type { Numeric, Value } from './types.js';

/**
 * Writes values as bytes whose memcmp order is `compareValues` order, and whose equality is its equality. Every value is
 * self-delimiting, so keys of several values order by the first, then the second. A descending value has its bytes inverted.
 */
export class KeyWriter {
  #bytes = Buffer.allocUnsafe(256);
  #pos = 0;

  reset(): void {
    this.#pos = 0;
  }

  get length(): number {
    return this.#pos;
  }

  /** A copy of what was written since `reset`. */
  copy(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#pos));
  }

  #room(size: number): void {
    if (this.#pos + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#pos + size));
    this.#bytes.copy(grown, 0, 0, this.#pos);
    this.#bytes = grown;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#pos] = value;
    this.#pos += 1;
  }

  uint32(value: number): void {
    this.#room(4);
    this.#pos = this.#bytes.writeUInt32BE(value, this.#pos);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#pos);
    this.#pos += bytes.length;
  }

  /** A value in the given direction. */
  value(value: Value, descending = false): void {
    const start = this.#pos;
    this.#value(value);
    if (descending) this.#invert(start);
  }

  /** What an index holds for an empty array. */
  emptyArray(descending: boolean): void {
    this.byte(descending ? 0xff - Rank.emptyArray : Rank.emptyArray);
  }

  #invert(start: number): void {
    for (let at = start; at < this.#pos; at += 1) this.#bytes[at] = 0xff - (this.#bytes[at] ?? 0);
  }

  #value(value: Value): void {
    this.byte(rankOf(value));
    switch (typeof value) {
      case 'string':
        this.text(value);
        return;
      case 'number':
        if (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) {
          this.#double(value);
          this.byte(0);
        } else this.#number(value);
        return;
      case 'bigint':
        this.#number(value);
        return;
      case 'boolean':
        this.byte(value ? 1 : 0);
        return;
      case 'undefined':
        return;
      case 'object':
        if (value !== null) this.#object(value);
    }
  }

  #object(value: Exclude<Value, null | undefined | string | number | bigint | boolean>): void {
    if (value instanceof Map) {
      for (const [name, field] of value) {
        this.byte(rankOf(field));
        this.text(name);
        this.#value(field);
      }
      this.byte(0);
    } else if (Array.isArray(value)) {
      for (const item of value) this.#value(item);
      this.byte(0);
    } else if (value instanceof Date) {
      this.#room(8);
      this.#pos = this.#bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value.getTime())) ^ (1n << 63n), this.#pos);
    } else if (value instanceof ObjectId) {
      this.raw(value.id);
    } else if (value instanceof Binary) {
      this.uint32(value.position);
      this.byte(value.sub_type);
      this.raw(value.buffer.subarray(0, value.position));
    } else if (value instanceof Timestamp) {
      this.uint32(value.t);
      this.uint32(value.i);
    } else if (value instanceof BSONRegExp) {
      this.text(value.pattern);
      this.text(value.options);
    } else if (value instanceof Code) {
      this.text(value.code);
    } else if (rankOf(value) === Rank.number) {
      this.#number(value as Numeric);
    }
  }

  /** UTF-8 with each zero escaped as 00 FF, and 00 00 at the end. */
  text(text: string): void {
    this.prefix(text);
    this.byte(0);
    this.byte(0);
  }

  /** Text without its end: the beginning of every key whose text begins so. */
  prefix(text: string): void {
    this.#room(text.length * 3);
    const start = this.#pos;
    this.#pos += this.#bytes.write(text, start, 'utf8');
    if (!text.includes('\0')) return;
    const escaped: number[] = [];
    for (let at = start; at < this.#pos; at += 1) {
      const byte = this.#bytes[at] ?? 0;
      escaped.push(byte);
      if (byte === 0) escaped.push(0xff);
    }
    this.#pos = start;
    this.raw(Uint8Array.from(escaped));
  }

  /** A double so that unsigned bytes order as numbers; NaN below all, -0 as 0. */
  #double(value: number): void {
    this.#room(8);
    const at = this.#pos;
    this.#pos += 8;
    if (Number.isNaN(value)) {
      this.#bytes.fill(0, at, at + 8);
      return;
    }
    this.#bytes.writeDoubleBE(value === 0 ? 0 : value, at);
    if (value < 0) this.#invert(at);
    else this.#bytes[at] = (this.#bytes[at] ?? 0) | 0x80;
  }

  /**
   * Numbers of all four types: the largest double at or below the number, then 0 where it is exact, or 1 and the decimal
   * digits of the number, which order those between two doubles.
   */
  #number(value: Numeric): void {
    let floor = toNumber(value);
    if (Number.isNaN(floor) || compareNumbers(floor, value) === 0) {
      this.#double(floor);
      this.byte(0);
      return;
    }
    if (compareNumbers(floor, value) > 0) floor = nextDown(floor);
    this.#double(floor);
    this.byte(1);
    this.#digits(value);
  }

  #digits(value: Numeric): void {
    const { negative, digits, exponent } = scientific(value);
    const start = this.#pos;
    this.byte((exponent + 0x8000) >> 8);
    this.byte((exponent + 0x8000) & 0xff);
    this.raw(Buffer.from(digits, 'latin1'));
    this.byte(0);
    if (negative) this.#invert(start);
  }
}

/** 0.d1d2d3... * 10^exponent with no trailing zeros, so that equal numbers have equal digits. */
function scientific(value: Numeric): { negative: boolean; digits: string; exponent: number } {
  if (value instanceof Decimal128) {
    const parts = partsOf(value);
    if (parts.kind !== 'finite') throw new Error('an infinity is exact as a double');
    const text = parts.coefficient.toString();
    return { negative: parts.negative, digits: text.replace(/0+$/, ''), exponent: text.length + parts.exponent };
  }
  if (typeof value !== 'bigint') throw new Error('a double is exact as a double');
  const text = (value < 0n ? -value : value).toString();
  return { negative: value < 0n, digits: text.replace(/0+$/, ''), exponent: text.length };
}

const bits = new DataView(new ArrayBuffer(8));

/** The next double towards minus infinity. */
function nextDown(value: number): number {
  if (value === Infinity) return Number.MAX_VALUE;
  if (value === 0) return -Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}

const shared = new KeyWriter();

/** The key of one value. */
export function keyOf(value: Value): Buffer {
  shared.reset();
  shared.value(value);
  return shared.copy();
}

/** The smallest key above every key that begins with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at -= 1) {
    const byte = end[at] ?? 0;
    if (byte < 0xff) {
      end[at] = byte + 1;
      return end.subarray(0, at + 1);
    }
  }
  return Buffer.alloc(prefix.length + 1, 0xff);
}
