import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the server of a data folder listens, for the commands that must not open the folder beside it. */
const pathOf = (dir: string): string => join(dir, 'holder.address');

export function writeAddress(dir: string, address: string): void {
  writeFileSync(pathOf(dir), `${address}\n`);
}

export function removeAddress(dir: string): void {
  rmSync(pathOf(dir), { force: true });
}

/** host:port; undefined where no server has said so. */
export function readAddress(dir: string): string | undefined {
  try {
    return readFileSync(pathOf(dir), 'utf8').trim();
  } catch {
    return undefined;
  }
}
