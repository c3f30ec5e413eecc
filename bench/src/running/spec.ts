import { spawn } from 'node:child_process';
import { mocha } from './paths.js';

/**
 * Runs one compiled spec at the length that its variable asks for; what it prints is told.
 *
 * @returns whether it passed
 */
export const runSpecAtLength = async (
  path: string,
  variable: string,
  runs: number,
  say: (line: string) => void,
): Promise<boolean> => {
  const args = [mocha, '--no-config', '--timeout', '0', '--exit', path];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, [variable]: runs.toString() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      say(chunk.toString());
    });
  return (await new Promise((resolve) => child.once('exit', resolve))) === 0;
};
