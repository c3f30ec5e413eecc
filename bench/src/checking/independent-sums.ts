import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { independentSums } from '../running/paths.js';

/** Sums of one month, country, product or customer. Amounts in minor units. */
export type Sums = Readonly<Record<string, number>>;
export type TradeSums = {
  readonly rows: number;
  readonly creditNotes: number;
  readonly all: Sums;
  /** By `YYYY-MM`; the others by `YYYY-MM|key`. */
  readonly month: Readonly<Record<string, Sums>>;
  readonly country: Readonly<Record<string, Sums>>;
  readonly product: Readonly<Record<string, Sums>>;
  readonly customer: Readonly<Record<string, Sums>>;
};

const MOST_BYTES = 256 * 1024 * 1024;

/** What a file of trade amounts to, by a script that shares no line with the product. */
export const sumsOf = async (file: string): Promise<TradeSums> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=4096', independentSums, file], {
    maxBuffer: MOST_BYTES,
  });
  return JSON.parse(stdout) as TradeSums;
};
