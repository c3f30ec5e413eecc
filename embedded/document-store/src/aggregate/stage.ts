import type { Row } from '../query/path.js';
import { Sorter } from '../query/sort.js';
import type { SortKey } from '../query/sort.js';

/** One step of a pipeline: takes documents in batches, answers batches, and gives what it kept at the end. */
export type Stage = {
  push(rows: readonly Row[]): readonly Row[];
  end(): readonly Row[];
  /** True when more input changes nothing: the source may stop. */
  readonly full: boolean;
};

/** A stage that treats each document on its own. */
export function each(apply: (row: Row) => Row): Stage {
  return { push: (rows) => rows.map(apply), end: () => [], full: false };
}

export function filtering(keep: (row: Row) => boolean): Stage {
  return { push: (rows) => rows.filter(keep), end: () => [], full: false };
}

export function limiting(limit: number): Stage {
  let left = limit;
  return {
    push(rows) {
      const taken = rows.slice(0, left);
      left -= taken.length;
      return taken;
    },
    end: () => [],
    get full() {
      return left === 0;
    },
  };
}

export function skipping(skip: number): Stage {
  let left = skip;
  return {
    push(rows) {
      const skipped = Math.min(left, rows.length);
      left -= skipped;
      return skipped === 0 ? rows : rows.slice(skipped);
    },
    end: () => [],
    full: false,
  };
}

/** A stage that sorts, and keeps no more than a limit. */
export function sorting(keys: readonly SortKey[], limit: number): Stage {
  const sorter = new Sorter(keys, limit);
  return {
    push(rows) {
      for (const row of rows) sorter.add(row);
      return [];
    },
    end: () => sorter.take(),
    full: false,
  };
}

/** Sends a batch through stages from `from` on. */
export function pushThrough(stages: readonly Stage[], rows: readonly Row[], from = 0): readonly Row[] {
  let batch = rows;
  for (let at = from; at < stages.length && batch.length > 0; at += 1) batch = stages[at]?.push(batch) ?? [];
  return batch;
}

/** Ends each stage in turn; what one still gives runs through those after it. */
export function endAll(stages: readonly Stage[]): Row[] {
  const out: Row[] = [];
  for (const [at, stage] of stages.entries()) {
    for (const row of pushThrough(stages, stage.end(), at + 1)) out.push(row);
  }
  return out;
}
