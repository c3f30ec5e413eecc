import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The data file is none, or is cut or overwritten where LMDB begins: LMDB would not say so but break the process. */
export class DamagedDataFile extends Error {
  override readonly name = 'DamagedDataFile';
  readonly fault: string;

  constructor(path: string, what: string) {
    super(
      `${path} is damaged: ${what}. Nothing was changed. Restore a backup of the folder (document-store backup), or move the folder away to begin an empty store`,
    );
    this.fault = what;
  }
}

// The layout of the two pages with which an LMDB file of lmdb-js 3 begins (lmdb.h, MDB_page and MDB_meta, data version 2).
const HEADER = 24;
const MAGIC = 0xbeefc0de;
const META = { bytes: 168, pageSize: 48, freeRoot: 88, mainRoot: 136, lastPage: 144 };
const NO_ROOT = 0xffff_ffff_ffff_ffffn;
const BRANCH_OR_LEAF = 3;

type Meta = { readonly pageSize: number; readonly lastPage: bigint; readonly roots: readonly bigint[] };

const readMeta = (page: Buffer): Meta | undefined => {
  if (page.length < META.bytes || page.readUInt32LE(HEADER) !== MAGIC) return undefined;
  return {
    pageSize: page.readUInt32LE(META.pageSize),
    lastPage: page.readBigUInt64LE(META.lastPage),
    roots: [page.readBigUInt64LE(META.freeRoot), page.readBigUInt64LE(META.mainRoot)].filter(
      (root) => root !== NO_ROOT,
    ),
  };
};

const isPageSize = (size: number): boolean => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

const readAt = (fd: number, position: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position));
};

/** What is wrong at the beginning of an open LMDB file, or with its length; undefined where nothing is. */
const faultOf = (fd: number): string | undefined => {
  const { size } = fstatSync(fd);
  // A store that was never written to.
  if (size === 0) return undefined;
  const first = readMeta(readAt(fd, 0, META.bytes));
  if (first === undefined) return 'it does not begin as a data file does';
  if (!isPageSize(first.pageSize)) return `it says that its pages have ${first.pageSize.toString()} bytes`;
  const second = readMeta(readAt(fd, first.pageSize, META.bytes));
  const metas = [first, ...(second === undefined ? [] : [second])];
  const needed = Math.max(...metas.map(({ lastPage }) => Number(lastPage) + 1)) * first.pageSize;
  if (needed > size)
    return `it is cut: it has ${size.toString()} bytes, and its last page ends at ${needed.toString()}`;
  // After a crash of the machine LMDB may go back to the older of the two: one whose trees are there will do.
  const faults = metas.map((meta) => faultOfTrees(fd, meta));
  return faults.includes(undefined) ? undefined : faults[0];
};

const faultOfTrees = (fd: number, { pageSize, lastPage, roots }: Meta): string | undefined => {
  for (const root of roots) {
    const page = readAt(fd, Number(root) * pageSize, HEADER);
    const named = page.length === HEADER ? page.readBigUInt64LE(0) : undefined;
    if (root > lastPage || named !== root || (page.readUInt16LE(18) & BRANCH_OR_LEAF) === 0)
      return `page ${root.toString()}, where one of its trees begins, is not a page of a tree`;
  }
  return undefined;
};

/**
 * Looks at the beginning of a data file before LMDB maps it. It finds files that are cut, emptied or overwritten at their
 * beginning; `document-store check` reads all of it.
 *
 * @throws DamagedDataFile
 */
export const checkDataFile = (path: string): void => {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    const fault = faultOf(fd);
    if (fault !== undefined) throw new DamagedDataFile(path, fault);
  } finally {
    closeSync(fd);
  }
};
