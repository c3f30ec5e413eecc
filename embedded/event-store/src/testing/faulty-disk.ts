import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the disk of a server does from now on. */
export type Fault = 'none' | 'write ENOSPC' | 'fdatasync EIO' | 'fdatasync ENOSPC';

/**
 * Runs in the server before anything else. A write that finds the disk full puts half of its bytes there first; a failed
 * sync has written all of them.
 */
const preload = (faultFile: string): string => `
const fs = require('node:fs');
const { promisify } = require('node:util');
const fault = (call) => {
  const [where, code] = fs.existsSync(${JSON.stringify(faultFile)})
    ? fs.readFileSync(${JSON.stringify(faultFile)}, 'utf8').split(' ') : [];
  return where === call ? Object.assign(new Error(code + ': a fault, ' + call), { code }) : undefined;
};
const write = promisify(fs.write);
const sync = promisify(fs.fdatasync);
fs.write[promisify.custom] = async (fd, bytes, offset, length, position) => {
  const failure = fault('write');
  const result = await write(fd, bytes, offset, failure ? Math.floor(length / 2) : length, position);
  if (failure) throw failure;
  return result;
};
fs.fdatasync[promisify.custom] = async (fd) => {
  const failure = fault('fdatasync');
  if (failure) throw failure;
  await sync(fd);
};
`;

/** A disk whose faults a spec chooses while the server runs. Its files lie in `folder`. */
export const faultyDisk = (
  folder: string,
): { readonly nodeArgs: readonly string[]; readonly set: (fault: Fault) => void } => {
  const faultFile = join(folder, 'fault');
  const script = join(folder, 'faulty-disk.cjs');
  writeFileSync(script, preload(faultFile));
  return {
    nodeArgs: ['--require', script],
    set: (fault) => {
      if (fault === 'none') rmSync(faultFile, { force: true });
      else writeFileSync(faultFile, fault);
    },
  };
};
