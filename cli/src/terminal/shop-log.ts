import { LogFiles } from './log-files.js';
import { readLogLine, toJson, toText, type LogLine } from './log-lines.js';

/** The one log of a shop: what its services write and what the supervisor has to say. */
export type ShopLog = {
  readonly line: (service: string, line: string, stream: 'out' | 'error') => void;
  readonly say: (level: 'info' | 'warn' | 'error', msg: string, more?: Readonly<Record<string, unknown>>) => void;
  /** Text for the person at the terminal; nothing with `--json`. */
  readonly tell: (text: string) => void;
  /** From now on everything is also written to files there. */
  readonly keepIn: (folder: string) => void;
  readonly close: () => Promise<void>;
};

export type ShopLogOptions = {
  readonly json: boolean;
  readonly write?: (text: string) => void;
  readonly colour?: boolean;
};

/** Details that only machines read stay out of the terminal. */
const quiet: ReadonlySet<string> = new Set(['debug', 'trace']);

export const shopLog = ({ json, write, colour }: ShopLogOptions): ShopLog => {
  const out = write ?? ((text: string) => process.stdout.write(text));
  const coloured = colour ?? (process.stdout.isTTY && !process.env['NO_COLOR']);
  let files: LogFiles | undefined;
  const show = (line: LogLine): void => {
    // Plain text may hold the administrator's first password: it is shown, and not kept.
    if (!(line.plain && line.level === 'info')) files?.write(line.service, toJson(line));
    if (json) out(`${toJson(line)}\n`);
    else if (!quiet.has(line.level)) out(`${toText(line, coloured)}\n`);
  };
  return {
    line: (service, line, stream) => {
      show(readLogLine(service, line, stream, new Date().toISOString()));
    },
    say: (level, msg, more = {}) => {
      show({ service: 'storefold', level, time: new Date().toISOString(), msg, more, plain: false });
    },
    tell: (text) => {
      if (!json) out(`${text}\n`);
    },
    keepIn: (folder) => {
      files = new LogFiles(folder);
    },
    close: async () => {
      await files?.close();
    },
  };
};
