import { StoreError } from '../errors.js';
import { compareValues } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { pathOf, someValue } from './path.js';
import type { Path, Row } from './path.js';

export type SortKey = { path: Path; descending: boolean };

/** Reads `{a: 1, b: -1}`. */
export function parseSort(value: Value): SortKey[] {
  if (value === undefined) return [];
  if (!isDoc(value)) throw new StoreError('TypeMismatch', 'Expected field sort to be of type object');
  if (value.size > 32) throw new StoreError('BadValue', 'a sort may name 32 fields');
  return [...value].map(([name, direction]) => {
    if (isDoc(direction))
      throw new StoreError('CommandNotSupported', 'sorting by $meta is not supported by this server');
    const number = isNumeric(direction) ? toNumber(direction) : 0;
    if (number !== 1 && number !== -1) {
      throw new StoreError(15_975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (name === '' || name.startsWith('$') || name.split('.').includes('')) {
      throw new StoreError(name.startsWith('$') ? 16_410 : 15_998, `'${name}' is not a field that can be sorted by`);
    }
    return { path: pathOf(name), descending: number < 0 };
  });
}

/** What a document sorts by: of an array its smallest element going up, its largest going down. */
export function sortValue(row: Row, key: SortKey): Value {
  const { value, depth } = row.locate(key.path);
  if (!Array.isArray(value)) return value;
  let best: Value;
  let found = false;
  const leafArray = depth === key.path.parts.length;
  if (leafArray && value.length === 0) return emptyArray;
  someValue(value, key.path, depth, true, (item) => {
    // Of an array at the end of the path only the elements count, not the array itself.
    if (leafArray && item === value) return false;
    const order = found ? compareValues(item, best) : 0;
    if (!found || (key.descending ? order > 0 : order < 0)) {
      best = item;
      found = true;
    }
    return false;
  });
  return best;
}

/** An empty array sorts below null; nothing that is stored is below MinKey but itself, so a lone marker serves. */
const emptyArray: Value = [];

function compareSortValues(a: Value, b: Value): number {
  if (a === emptyArray || b === emptyArray) {
    if (a === b) return 0;
    return a === emptyArray ? -1 : 1;
  }
  return compareValues(a, b);
}

type Entry = { row: Row; values: Value[] };

/** Gathers documents and gives them sorted; equal ones keep their order. With a limit only so many are kept, also while it gathers. */
export class Sorter {
  readonly #keys: readonly SortKey[];
  readonly #limit: number;
  #entries: Entry[] = [];

  constructor(keys: readonly SortKey[], limit = Infinity) {
    this.#keys = keys;
    this.#limit = limit;
  }

  add(row: Row): void {
    this.#entries.push({ row, values: this.#keys.map((key) => sortValue(row, key)) });
    // Room for as many again, so that each document is sorted a few times at most.
    if (this.#entries.length > this.#limit * 2 + 1_000) this.#cut();
  }

  /** The documents in order; none are kept. */
  take(): Row[] {
    this.#cut();
    const rows = this.#entries.map((entry) => entry.row);
    this.#entries = [];
    return rows;
  }

  #cut(): void {
    this.#entries.sort((a, b) => {
      for (const [at, key] of this.#keys.entries()) {
        const order = compareSortValues(a.values[at], b.values[at]);
        if (order !== 0) return key.descending ? -order : order;
      }
      return 0;
    });
    if (this.#entries.length > this.#limit) this.#entries.length = this.#limit;
  }
}

/** Sorts documents; equal ones keep their order. */
export function sortRows(rows: readonly Row[], keys: readonly SortKey[]): Row[] {
  const sorter = new Sorter(keys);
  for (const row of rows) sorter.add(row);
  return sorter.take();
}
