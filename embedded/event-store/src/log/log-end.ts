import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncFolder } from './torn-tail.js';

/**
 * Where the log ended when it was last stopped in order: a file of its own, `end`. The log only grows, so this stays true:
 * a log that ends before it has lost something, and its last frame is damaged rather than torn.
 */
const pathOf = (folder: string): string => join(folder, 'end');

export const writeLogEnd = (folder: string, end: number): void => {
  const text = end.toString();
  const draft = `${pathOf(folder)}.draft`;
  const fd = openSync(draft, 'w', 0o600);
  try {
    writeSync(fd, `${text} ${crc32(text).toString(16)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, pathOf(folder));
  syncFolder(folder);
};

/** The offset that was written; undefined where there is none, or none that can be trusted. */
export const readLogEnd = (folder: string, read: (path: string) => Buffer): number | undefined => {
  if (!existsSync(pathOf(folder))) return undefined;
  const [end, checksum] = read(pathOf(folder)).toString('latin1').trim().split(' ');
  return end !== undefined && crc32(end).toString(16) === checksum ? Number(end) : undefined;
};
