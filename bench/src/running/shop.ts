import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRunFile, type RunFile } from 'storefold';
import { storefold } from './paths.js';

/** A data folder that is gone afterwards. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'storefold-bench-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};

export type Shop = {
  /** Seconds from the command until the storefront answered a visitor; a service may still be reading history then. */
  readonly storefrontSeconds: number;
  /** Seconds from the command until the shop said that every part of it is ready. */
  readonly startSeconds: number;
  readonly dataDir: string;
  readonly run: () => RunFile;
  readonly stop: () => Promise<void>;
};

const STOP_WITHIN_MS = 40_000;

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else
      child.once('exit', () => {
        resolve();
      });
  });

/** `npm start` in a clone, as a newcomer types it. */
export const npmStart = (clone: string): Starting => ({ command: 'npm', args: ['start', '--'], cwd: clone });
const byItself: Starting = { command: process.execPath, args: [storefold, 'start'], cwd: undefined };
type Starting = { readonly command: string; readonly args: readonly string[]; readonly cwd: string | undefined };

/** Starts a whole shop on free ports, as its owner would, and waits until it says that it is open. */
export const startShop = async (
  dataDir: string,
  args: readonly string[] = [],
  starting: Starting = byItself,
): Promise<Shop> => {
  const began = performance.now();
  const child = spawn(
    starting.command,
    [...starting.args, '--json', '--port', '0', '--internal-ports', 'auto', '--data', dataDir, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], ...(starting.cwd === undefined ? {} : { cwd: starting.cwd }) },
  );
  const stop = async (): Promise<void> => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.kill('SIGTERM');
    await ended(child);
    clearTimeout(impatient);
  };
  let said = '';
  let storefrontSeconds: number | undefined;
  const looking = (async () => {
    while (storefrontSeconds === undefined && child.exitCode === null && child.signalCode === null) {
      const url = readRunFile(dataDir)?.url;
      const answer = url === undefined ? undefined : await fetch(url).catch(() => undefined);
      if (answer?.ok) storefrontSeconds = (performance.now() - began) / 1000;
      else await sleep(50);
    }
  })();
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      // Only the newest part is kept: it is what explains a start that failed.
      said = (said + chunk.toString()).slice(-8_000);
      if (/"service":"storefold"[^\n]*"msg":"ready"/.test(said)) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => {
      reject(new Error(`the shop did not start (exit code ${String(code)}); it said:\n${said}`));
    });
  });
  const startSeconds = (performance.now() - began) / 1000;
  await looking;
  return {
    storefrontSeconds: storefrontSeconds ?? startSeconds,
    startSeconds,
    dataDir,
    run: () => {
      const run = readRunFile(dataDir);
      if (!run) throw new Error(`${dataDir} holds no run.json`);
      return run;
    },
    stop,
  };
};
