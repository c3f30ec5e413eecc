import { readLogLine, toText } from './log-lines.js';

const EVERY_MS = 5_000;

/**
 * Where a command's log goes that a person watches: of lines with the same message one each five seconds. A store that
 * is away would else fill the terminal, a hundred commands being under way.
 */
export const seldom = (
  name: string,
  write: (text: string) => void = (text) => process.stderr.write(text),
  now: () => number = Date.now,
): { readonly write: (line: string) => void } => {
  const told = new Map<string, number>();
  return {
    write: (text) => {
      const line = readLogLine(name, text.trimEnd(), 'error', new Date(now()).toISOString());
      if (now() - (told.get(line.msg) ?? -Infinity) < EVERY_MS) return;
      told.set(line.msg, now());
      write(`${toText(line, false)}\n`);
    },
  };
};
