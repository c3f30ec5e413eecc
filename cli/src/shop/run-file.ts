import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processBegan, stillRuns } from './process-identity.js';

const runFile = z.object({
  /** The supervisor. */
  pid: z.int(),
  began: z.string(),
  startedAt: z.string(),
  /** Where people reach the shop. */
  url: z.string(),
  /** Where each service answers, by its name; of the stores, their connection strings. */
  urls: z.record(z.string(), z.string()),
  keystoreUrl: z.string(),
  pids: z.record(z.string(), z.int()),
  /** When each of these processes began, so that none is mistaken for another. */
  pidsBegan: z.record(z.string(), z.string()),
});
/** What a running shop says of itself, for `import`, `doctor` and whoever looks. */
export type RunFile = z.infer<typeof runFile>;

const pathIn = (dataDir: string): string => join(dataDir, 'run.json');

/** Writes the file in one step: a reader sees the old or the new one. */
export const writeRunFile = (
  dataDir: string,
  run: Pick<RunFile, 'startedAt' | 'url' | 'urls' | 'keystoreUrl' | 'pids'>,
): void => {
  const pidsBegan = Object.fromEntries(Object.entries(run.pids).map(([name, pid]) => [name, processBegan(pid) ?? '']));
  const whole: RunFile = { pid: process.pid, began: processBegan(process.pid) ?? '', ...run, pidsBegan };
  const next = `${pathIn(dataDir)}.next`;
  writeFileSync(next, `${JSON.stringify(whole, undefined, 2)}\n`);
  renameSync(next, pathIn(dataDir));
};

/** What the last start wrote, whether it still runs or not. */
export const readRunFile = (dataDir: string): RunFile | undefined => {
  try {
    return runFile.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
};

/** The shop that runs on this folder now. */
export const runningShop = (dataDir: string): RunFile | undefined => {
  const run = readRunFile(dataDir);
  return run && stillRuns(run.pid, run.began) ? run : undefined;
};

export const removeRunFile = (dataDir: string): void => {
  rmSync(pathIn(dataDir), { force: true });
};
