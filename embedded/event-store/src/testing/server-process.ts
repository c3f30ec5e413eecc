import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.js', import.meta.url));

/** A data folder that is gone when `remove` was called. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'event-store-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};

/** The server as users run it: a process of its own, which can be killed. */
export type ServerProcess = {
  readonly url: string;
  readonly port: number;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** Runs the command line and gives what it printed and its exit code. */
export const runMain = (args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('exit', (code) => {
      resolve({ code, output });
    });
  });

export const startProcess = async (dataDir: string, port = 0): Promise<ServerProcess> => {
  const child: ChildProcess = spawn(process.execPath, [main, '--data', dataDir, '--port', port.toString()], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = await new Promise<{ port: number; url: string }>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"port":(\d+),"url":"([^"]+)"/.exec(output);
      if (found) resolve({ port: Number(found[1]), url: found[2] ?? '' });
    });
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)}: ${output}`));
    });
  });
  return {
    ...ready,
    kill: (signal) =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill(signal);
      }),
  };
};
