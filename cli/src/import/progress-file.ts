import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const progress = z.object({
  sha256: z.string(),
  logId: z.string(),
  /** Rows in one window; another size makes other windows. */
  windowRows: z.int(),
  windows: z.int().min(0),
  finished: z.boolean(),
});
export type ImportProgress = z.infer<typeof progress>;

/**
 * Remembers how far an import came, so that going on is quick. It is a shortcut only: without it every command is given
 * again, and those that were carried out are recognised.
 */
export class ProgressFile {
  readonly #path: string | undefined;

  /** @param folder of the shop's data; undefined where it is not on this machine, and nothing is remembered */
  constructor(folder: string | undefined, sha256: string) {
    this.#path = folder === undefined ? undefined : join(folder, 'imports', `${sha256.slice(0, 16)}.json`);
  }

  /** What is remembered of this file in this log. Anything unreadable or of another log counts as nothing. */
  async read(sha256: string, logId: string, windowRows: number): Promise<ImportProgress | undefined> {
    const found = await this.peek();
    const same = found?.sha256 === sha256 && found.logId === logId && found.windowRows === windowRows;
    return same ? found : undefined;
  }

  /** What is remembered, of whichever log. */
  async peek(): Promise<ImportProgress | undefined> {
    if (this.#path === undefined) return undefined;
    try {
      return progress.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Replaces the file in one step. A failure is no harm: the shortcut is lost. */
  async write(value: ImportProgress): Promise<void> {
    if (this.#path === undefined) return;
    const next = `${this.#path}.next`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(next, JSON.stringify(value));
      await rename(next, this.#path);
    } catch {
      // Without the shortcut the next run takes longer, that is all.
    }
  }
}

/** SHA-256 of a file in hexadecimal: by it an import is remembered. */
export const fileDigest = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};
