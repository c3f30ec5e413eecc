/** Rows in columns as wide as their widest cell, the first row as heads. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
};

/** Bytes as people say them: 1.4 MB. */
export const bytes = (count: number): string => {
  if (count < 1_000) return `${count.toString()} B`;
  return count < 1_000_000 ? `${(count / 1_000).toFixed(1)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;
};

/** JSON with positions as texts: they are beyond what a number holds. */
export const json = (value: unknown): string =>
  `${JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each))}\n`;
