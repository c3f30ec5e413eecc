import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** How a history was folded: how far it was after how long, in hundred thousands of events, and the most memory it took. */
export type CaughtUp = {
  readonly marks: readonly { readonly events: number; readonly seconds: number }[];
  readonly megabytes: number;
  readonly events: number;
  readonly seconds: number;
};

const program = fileURLToPath(new URL('catch-up-main.js', import.meta.url));

/** The settings of V8 with which a process runs, so that another can be measured under the same. */
export const engineFlagsOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid.toString()}/cmdline`, 'utf8')
    .split('\0')
    .filter((argument) => argument.startsWith('--max-'));

/**
 * Folds the whole log into a database, in a process of its own.
 *
 * @param flags of V8
 * @param views names of the views. @default all
 */
export const catchUp = async (
  urls: { readonly eventStore: string; readonly readModels: string },
  flags: readonly string[],
  views: readonly string[] = [],
): Promise<CaughtUp> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    program,
    urls.eventStore,
    urls.readModels,
    ...views,
  ]);
  return JSON.parse(stdout) as CaughtUp;
};
