import { Row } from '../query/path.js';
import type { Plan } from '../planner/plan.js';
import type { Collection } from './collection.js';

/**
 * Reads the candidates of a plan piece by piece. Between pieces it holds nothing open: it goes on behind the last key, so an idle cursor pins no
 * snapshot, and sees what was written meanwhile, as MongoDB's cursors may.
 */
export class Source {
  readonly #collection: Collection | undefined;
  readonly #plan: Plan;
  readonly #seen: Set<string> | undefined;
  /** The parts of a union, in turn. */
  readonly #parts: readonly Source[];
  #range = 0;
  #last: Buffer | undefined;
  keysExamined = 0;
  docsExamined = 0;

  /** A collection that does not exist has no documents. */
  constructor(collection: Collection | undefined, plan: Plan) {
    this.#collection = collection;
    this.#plan = plan;
    this.#seen = plan.dedupe || plan.union !== undefined ? new Set() : undefined;
    this.#parts = (plan.union ?? []).map((part) => new Source(collection, part));
  }

  get done(): boolean {
    if (this.#plan.union !== undefined) return this.#parts.every((part) => part.done);
    return this.#collection === undefined || this.#range >= (this.#plan.keys ?? this.#plan.ranges).length;
  }

  /** Up to `limit` more documents, with their keys; an empty answer does not mean the end, `done` does. */
  next(limit: number): { key: Buffer; row: Row }[] {
    const found: { key: Buffer; row: Row }[] = [];
    const { keys } = this.#plan;
    if (this.#plan.union !== undefined) this.#readParts(limit, found);
    else if (keys !== undefined) this.#readKeys(keys, limit, found);
    else while (found.length < limit && !this.done) this.#readRange(limit - found.length, found);
    return found;
  }

  #readParts(limit: number, found: { key: Buffer; row: Row }[]): void {
    for (const part of this.#parts) {
      while (!part.done && found.length < limit) {
        for (const one of part.next(limit - found.length)) if (this.#isNew(one.key)) found.push(one);
      }
    }
    this.keysExamined = this.#parts.reduce((sum, part) => sum + part.keysExamined, 0);
    this.docsExamined = this.#parts.reduce((sum, part) => sum + part.docsExamined, 0);
  }

  /** False for what was read before, where that may happen. */
  #isNew(suffix: Buffer): boolean {
    if (this.#seen === undefined) return true;
    const id = suffix.toString('latin1');
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    return true;
  }

  #readKeys(keys: readonly Buffer[], limit: number, found: { key: Buffer; row: Row }[]): void {
    const end = Math.min(keys.length, this.#range + limit);
    for (const key of keys.slice(this.#range, end)) {
      const bytes = this.#collection?.get(key);
      if (bytes !== undefined) found.push({ key, row: Row.ofBytes(bytes) });
    }
    this.keysExamined += end - this.#range;
    this.docsExamined = this.keysExamined;
    this.#range = end;
  }

  #readRange(limit: number, found: { key: Buffer; row: Row }[]): void {
    const collection = this.#collection;
    const range = this.#plan.ranges[this.#range];
    if (range === undefined || collection === undefined) return;
    const { reverse, index } = this.#plan;
    const start = !reverse && this.#last !== undefined ? Buffer.concat([this.#last, Buffer.of(0)]) : range.start;
    const end = reverse && this.#last !== undefined ? this.#last : range.end;
    const { engine } = collection;
    const table = index === undefined ? engine.records : engine.entries;
    let read = 0;
    for (const { key, value } of table.range({ start, end, reverse, limit })) {
      read += 1;
      this.#last = key;
      if (index === undefined) {
        this.docsExamined += 1;
        found.push({ key, row: Row.ofBytes(value) });
        continue;
      }
      const suffix = key.subarray(value.readUInt16LE(0));
      if (!this.#isNew(suffix)) continue;
      this.docsExamined += 1;
      const record = Buffer.concat([collection.prefix, suffix]);
      const bytes = collection.get(record);
      if (bytes !== undefined) found.push({ key: record, row: Row.ofBytes(bytes) });
    }
    if (index !== undefined || !this.#plan.scan) this.keysExamined += read;
    if (read < limit) {
      this.#range += 1;
      this.#last = undefined;
    }
  }
}
