import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { repository } from './paths.js';

const run = promisify(execFile);

/**
 * Clones the repository's last commit and installs it with `npm ci`.
 *
 * @returns false where there is no repository to clone
 */
export const cloneAndInstall = async (to: string): Promise<boolean> => {
  if (!existsSync(`${repository}.git`)) return false;
  await run('git', ['clone', '--quiet', '--depth', '1', `file://${repository}`, to]);
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: to, maxBuffer: 64 * 1024 * 1024 });
  return true;
};
