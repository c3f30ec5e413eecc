import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes names in a folder durable: a file's own sync does not. */
export const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Opens a file that is not there yet: what was kept at an earlier start is not written over. */
const openNew = (path: string): { readonly fd: number; readonly path: string } => {
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? path : `${path}-${copy.toString()}`;
    try {
      return { fd: openSync(name, 'wx', 0o600), path: name };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
};

/**
 * Keeps the bytes that are about to be cut off a segment, beside it and on disk, so that nothing is ever destroyed.
 *
 * @returns the path of `<segment>.torn-<offset>`
 * @throws the system's error, such as ENOSPC
 */
export const keepTornTail = (segmentPath: string, offset: number, tail: Buffer): string => {
  const { fd, path } = openNew(`${segmentPath}.torn-${offset.toString()}`);
  try {
    for (let written = 0; written < tail.length;) written += writeSync(fd, tail, written);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolder(dirname(path));
  return path;
};
