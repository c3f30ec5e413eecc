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
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** What it printed so far. */
  readonly output: () => string;
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

/** @param nodeArgs go to Node itself, such as `--require` */
export const startProcess = async (
  dataDir: string,
  port = 0,
  nodeArgs: readonly string[] = [],
  serverArgs: readonly string[] = [],
): Promise<ServerProcess> => {
  const args = [...nodeArgs, main, '--data', dataDir, '--port', port.toString(), ...serverArgs];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  const ready = await new Promise<{ port: number; url: string }>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"port":(\d+),"url":"([^"]+)"/.exec(output);
      if (found) resolve({ port: Number(found[1]), url: found[2] ?? '' });
    });
    // Why Node ended a process stands there.
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)}: ${output}`));
    });
  });
  return {
    ...ready,
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};
