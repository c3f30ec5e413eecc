/** A line that a service wrote, as the log of the whole shop shows it. */
export type LogLine = {
  readonly service: string;
  readonly level: string;
  /** ISO 8601. */
  readonly time: string;
  readonly msg: string;
  /** Whatever else it says. */
  readonly more: Readonly<Record<string, unknown>>;
  /** Not a line of log but plain text, such as the paragraph for the first administrator. */
  readonly plain: boolean;
};

const levels: Readonly<Record<string, string>> = {
  '10': 'trace',
  '20': 'debug',
  '30': 'info',
  '40': 'warn',
  '50': 'error',
  '60': 'fatal',
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Reads a line of a service's output. Pure; whatever is not JSON is plain text. */
export const readLogLine = (service: string, line: string, stream: 'out' | 'error', now: string): LogLine => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { service, level: stream === 'error' ? 'error' : 'info', time: now, msg: line, more: {}, plain: true };
  const {
    level,
    time,
    msg,
    service: _service,
    pid: _pid,
    hostname: _hostname,
    ...more
  } = parsed as Record<string, unknown>;
  const named = text(level) ?? 'info';
  return { service, level: levels[named] ?? named, time: text(time) ?? now, msg: text(msg) ?? '', more, plain: false };
};

/** For machines: one JSON object a line, always with time, level and service. */
export const toJson = ({ level, time, service, more, msg }: LogLine): string =>
  JSON.stringify({ level, time, service, ...more, msg });

const colours: Readonly<Record<string, string>> = { warn: '33', error: '31', fatal: '31;1', debug: '2', trace: '2' };

const shown = (value: unknown): string | undefined => {
  if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  return /\s/.test(value) ? JSON.stringify(value) : value;
};

/** For people: time of day, service, level where it matters, message, and the facts. */
export const toText = (line: LogLine, colour: boolean): string => {
  const paint = (code: string | undefined, words: string) =>
    colour && code !== undefined ? `\u001b[${code}m${words}\u001b[0m` : words;
  if (line.plain && line.level === 'info') return line.msg;
  const facts = Object.entries(line.more).flatMap(([name, value]) => {
    const words = name === 'correlationId' ? undefined : shown(value);
    return words === undefined ? [] : [`${name}=${words}`];
  });
  const level = line.level === 'info' ? '' : `${line.level}: `;
  const time = new Date(line.time);
  const clock = Number.isNaN(time.getTime()) ? line.time : time.toTimeString().slice(0, 8);
  return [
    paint('2', clock),
    paint('36', line.service.padEnd(14)),
    paint(colours[line.level], `${level}${line.msg}`),
    ...(facts.length > 0 ? [paint('2', facts.join(' '))] : []),
  ].join(' ');
};
