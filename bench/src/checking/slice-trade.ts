import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/**
 * Writes the first so many invoices of the data set as a file of its own, line by line as they stand.
 *
 * @returns rows written, the heading apart
 */
export const sliceTrade = async (file: string, invoices: number, to: string): Promise<number> => {
  const bytes = createReadStream(file);
  const lines = createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes });
  const out = createWriteStream(to);
  const seen = new Set<string>();
  let rows = -1;
  for await (const line of lines) {
    // The first line is the heading. An invoice's number never holds a comma or a quote in this file.
    if (rows >= 0) seen.add(line.slice(0, line.indexOf(',')));
    if (seen.size > invoices) break;
    rows++;
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  bytes.destroy();
  out.end();
  await once(out, 'finish');
  return rows;
};
