import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackupReport } from './backup.js';
import type { CheckReport } from './check-store.js';
import { dataFile } from './stored.js';

const taskProcess = fileURLToPath(new URL('./task-process.js', import.meta.url));

/** Checks a data folder. That its file cannot be read is a finding; that it is no data folder is thrown. */
export async function runCheck(dataDir: string): Promise<CheckReport> {
  const outcome = await run(['check', dataDir]);
  if ('report' in outcome) return outcome.report as CheckReport;
  if (!outcome.unreadable) throw new Error(outcome.error);
  const finding = { kind: 'file', where: dataFile(dataDir), what: outcome.error } as const;
  return { collections: 0, documents: 0, entries: 0, retryableWrites: 0, found: 1, findings: [finding] };
}

/** Copies a data folder into a new one; throws a sentence about what is in the way, and leaves nothing that could be taken for a copy. */
export async function runBackup(dataDir: string, target: string): Promise<BackupReport> {
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new Error(`${target} is not empty; name a new folder, so that no earlier copy is written over`);
  mkdirSync(target, { recursive: true });
  const outcome = await run(['backup', dataDir, resolvePath(target)]);
  if ('report' in outcome) return outcome.report as BackupReport;
  rmSync(target, { recursive: true });
  throw new Error(outcome.unreadable ? `${dataFile(dataDir)}: ${outcome.error}` : outcome.error);
}

/** The report's type follows from the task that was asked for. */
type Outcome = { report: object } | { error: string; unreadable: boolean };

function run(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [taskProcess, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  // What LMDB prints about pages means nothing to whoever asked.
  child.stderr.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(outcomeOf(output) ?? unreadable(signal ?? `exit code ${String(code)}`));
    });
  });
}

function outcomeOf(output: string): Outcome | undefined {
  if (output === '') return undefined;
  // Our own process wrote it.
  const said = JSON.parse(output) as { report: object } | { error: string; damaged?: string };
  if ('report' in said) return said;
  if (said.damaged !== undefined)
    return { error: `it is damaged: ${said.damaged}; go back to a backup`, unreadable: true };
  return said.error.includes('MDB_') ? unreadable(said.error) : { error: said.error, unreadable: false };
}

function unreadable(how: string): Outcome {
  return { error: `it is damaged, and LMDB cannot read it to its end (${how}); go back to a backup`, unreadable: true };
}
