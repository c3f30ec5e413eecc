import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

/** The repository's root, from `e2e/dist/testing/`. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** What `storefold start` writes of itself into the data folder. */
export type RunFile = {
  readonly urls: Readonly<Record<string, string>>;
  readonly pids: Readonly<Record<string, number>>;
};

/** A whole shop, started as its owner would, on free ports and a data folder of its own. */
export type Shop = {
  readonly url: string;
  readonly dataDir: string;
  readonly administrator: { readonly login: string; readonly password: string };
  readonly run: () => RunFile;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

const waitFor = async <Value>(
  what: string,
  milliseconds: number,
  look: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> => {
  const until = Date.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error(`waited ${milliseconds.toString()} ms for ${what}`);
    await sleep(50);
  }
};

/**
 * Starts the shop with `storefold start` and waits until it says that it is ready.
 *
 * @param env settings of its services
 */
export const startShop = async (
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Shop> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'storefold-e2e-'));
  const child: ChildProcess = spawn(
    process.execPath,
    [
      join(root, 'cli/bin/storefold.mjs'),
      'start',
      '--json',
      '--port',
      '0',
      '--internal-ports',
      'auto',
      '--data',
      dataDir,
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  let log = '';
  const collect = (chunk: Buffer) => {
    log += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const run = (): RunFile => JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')) as RunFile;
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const ready = await waitFor('the shop to be ready', 60_000, () => {
      if (child.exitCode !== null) throw new Error(`the shop ended with ${String(child.exitCode)}`);
      return /"service":"storefold","url":"(http[^"]+)"[^\n]*"msg":"ready"/.exec(log) ?? undefined;
    });
    const password = await waitFor(
      'the administrator to be told',
      10_000,
      () => /password[: ]+\s*([A-Za-z0-9-]{8,})/i.exec(log)?.[1],
    );
    return {
      url: ready[1] ?? '',
      dataDir,
      administrator: { login: 'admin', password },
      run,
      log: () => log,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}; the shop said:\n${log.slice(-4_000)}`, {
      cause: error,
    });
  }
};

export { waitFor };
