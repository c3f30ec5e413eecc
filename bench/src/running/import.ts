import { spawn } from 'node:child_process';
import type { ImportReport } from 'storefold';
import { storefold } from './paths.js';

export type ImportRun = {
  readonly pid: number | undefined;
  readonly kill: () => void;
  readonly ended: Promise<ImportEnd>;
};
/** A report, or how it ended without one. */
export type ImportEnd = { readonly report: ImportReport | undefined; readonly how: string };

/** Runs `storefold import online-retail` as a process of its own; its progress goes to our standard error. */
export const runImport = (file: string, args: readonly string[], onProgress: (line: string) => void): ImportRun => {
  const child = spawn(process.execPath, [storefold, 'import', 'online-retail', file, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    // Only the newest part is kept: it is what explains an import that failed.
    said = (said + chunk.toString()).slice(-2_000);
    onProgress(chunk.toString());
  });
  const ended = new Promise<ImportEnd>((resolve) => {
    child.once('close', (code, signal) => {
      const how = signal ?? `exit code ${String(code)}, after saying:\n${said}`;
      // Written by our own program: the report's type says what it is.
      resolve({ how, report: out.trim() === '' ? undefined : (JSON.parse(out) as ImportReport) });
    });
  });
  return { pid: child.pid, kill: () => child.kill('SIGKILL'), ended };
};
