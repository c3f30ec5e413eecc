/** One measured figure. */
export type Row = {
  readonly suite: string;
  readonly row: string;
  readonly value: number;
  readonly unit: string;
  /** What is promised: at most this, at least this, or nothing. */
  readonly target: string | null;
  readonly meets: boolean | null;
};

/** A figure that should be at most `most`. */
export const atMost = (suite: string, row: string, value: number, unit: string, most: number): Row => ({
  ...{ suite, row, unit, value: rounded(value) },
  target: `<= ${most.toString()}`,
  meets: value <= most,
});

/** A figure that should be at least `least`. */
export const atLeast = (suite: string, row: string, value: number, unit: string, least: number): Row => ({
  ...{ suite, row, unit, value: rounded(value) },
  target: `>= ${least.toString()}`,
  meets: value >= least,
});

/** A figure that should be this and nothing else. */
export const exactly = (suite: string, row: string, value: number, unit: string, wanted: number): Row => ({
  ...{ suite, row, unit, value },
  target: `= ${wanted.toString()}`,
  meets: value === wanted,
});

/** A figure without a promise. */
export const figure = (suite: string, row: string, value: number, unit: string): Row => ({
  ...{ suite, row, unit, value: rounded(value) },
  target: null,
  meets: null,
});

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The rows as a table for people. */
export const table = (rows: readonly Row[]): string => {
  const cells = [
    ['suite', 'figure', 'value', 'unit', 'target', ''],
    ...rows.map(({ suite, row, value, unit, target, meets }) => [
      suite,
      row,
      value.toLocaleString('en-GB', { maximumFractionDigits: 3 }),
      unit,
      target ?? '',
      meets === null ? '' : meets ? 'meets' : 'MISSES',
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => (column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
