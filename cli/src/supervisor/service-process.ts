import { spawn, type ChildProcess } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackOff } from './back-off.js';
import { LineSplitter } from './line-splitter.js';
import type { ServiceDefinition } from './service-definition.js';

export type ServiceEvents = {
  readonly onLine: (service: string, line: string, stream: 'out' | 'error') => void;
  /** Its process began or ended. `unasked`: it ended by itself; it is started again after `againInMs`. */
  readonly onChange: (service: string, change: Change) => void;
};
export type Change =
  | { readonly kind: 'began'; readonly pid: number }
  | { readonly kind: 'ended'; readonly how: string; readonly againInMs: number | undefined };

const READY_PAUSE_MS = 40;
/** So often may a service end before it was ready for the first time: by then waiting longer helps nobody. */
const MOST_FALSE_STARTS = 5;

const howItEnded = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `exit code ${String(code)}` : signal;

/** One service as a process that is started again whenever it ends unasked. */
export class ServiceProcess {
  readonly definition: ServiceDefinition;
  readonly #events: ServiceEvents;
  readonly #backOff = new BackOff();
  #child: ChildProcess | undefined;
  #stopping = false;
  #again: NodeJS.Timeout | undefined;
  #begun = false;
  #wasReady = false;
  #falseStarts = 0;
  #lastWords = '';
  #givenUp: string | undefined;

  constructor(definition: ServiceDefinition, events: ServiceEvents) {
    this.definition = definition;
    this.#events = events;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** It was started and has not been ready yet. */
  get isAwaited(): boolean {
    return this.#begun && !this.#wasReady;
  }

  start(): void {
    this.#begun = true;
    const { name, args, env } = this.definition;
    const beganAt = performance.now();
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops things in order.
      detached: true,
    });
    this.#child = child;
    this.#listen(child.stdout, 'out');
    this.#listen(child.stderr, 'error');
    child.once('error', (error) => {
      this.#lastWords = error.message;
    });
    child.once('close', (code, signal) => {
      if (this.#child === child) this.#child = undefined;
      this.#ended(howItEnded(code, signal), performance.now() - beganAt);
    });
    if (child.pid !== undefined) this.#events.onChange(name, { kind: 'began', pid: child.pid });
  }

  /** @throws Error with its last words when it ends again and again before it was ready once */
  async ready(): Promise<void> {
    for (;;) {
      if (this.#givenUp !== undefined) throw new Error(this.#givenUp);
      if (this.#stopping) return;
      if (this.#child && (await this.definition.isReady().catch(() => false))) {
        this.#wasReady = true;
        return;
      }
      await sleep(READY_PAUSE_MS);
    }
  }

  /** Asks it to stop, and ends it when it does not within the time. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#again);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        resolve();
      });
    });
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), withinMs);
    await ended;
    clearTimeout(impatient);
  }

  #listen(stream: NodeJS.ReadableStream | null, kind: 'out' | 'error'): void {
    if (!stream) return;
    const splitter = new LineSplitter((line) => {
      if (line.trim() !== '') this.#lastWords = line;
      this.#events.onLine(this.definition.name, line, kind);
    });
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      splitter.push(chunk);
    });
    stream.once('end', () => {
      splitter.end();
    });
  }

  #ended(how: string, ranForMs: number): void {
    const { name } = this.definition;
    if (this.#stopping) {
      this.#events.onChange(name, { kind: 'ended', how, againInMs: undefined });
      return;
    }
    if (!this.#wasReady && ++this.#falseStarts >= MOST_FALSE_STARTS) {
      this.#givenUp = `${name} does not start (${how}): ${lastSentence(this.#lastWords)}`;
      this.#events.onChange(name, { kind: 'ended', how, againInMs: undefined });
      return;
    }
    const againInMs = this.#backOff.next(ranForMs);
    this.#events.onChange(name, { kind: 'ended', how, againInMs });
    this.#again = setTimeout(() => {
      this.start();
    }, againInMs);
  }
}

/** The message of a line of log, or the line itself. */
const lastSentence = (line: string): string => {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null && 'msg' in parsed) return String(parsed.msg);
  } catch {
    // Not a line of log: shown as it is.
  }
  return line;
};
