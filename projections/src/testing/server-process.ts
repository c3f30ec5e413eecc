import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const executables = {
  'event-store': fileURLToPath(new URL('../../../embedded/event-store/bin/event-store.mjs', import.meta.url)),
  'document-store': fileURLToPath(new URL('../../../embedded/document-store/bin/document-store.mjs', import.meta.url)),
};
const ready = z.object({ msg: z.literal('ready'), port: z.number(), url: z.string() });

/** An embedded server as users run it: a process of its own, which can be killed and started again on its folder. */
export class ServerProcess {
  readonly #name: keyof typeof executables;
  readonly #folder: string;
  readonly #more: readonly string[];
  #child: ChildProcess | undefined;
  #port = 0;
  url = '';

  /** @param more of its command line */
  constructor(name: keyof typeof executables, folder: string, more: readonly string[] = []) {
    this.#name = name;
    this.#folder = folder;
    this.#more = more;
  }

  /** Listens on a free port the first time, and on the same one whenever it is started again. */
  async start(): Promise<void> {
    const args = [executables[this.#name], '--data', this.#folder, '--port', this.#port.toString(), ...this.#more];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const said: string[] = [];
    await new Promise<void>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        said.push(line);
        const told = ready.safeParse(JSON.parse(line));
        if (!told.success) return;
        this.#port = told.data.port;
        this.url = told.data.url;
        resolve();
      });
      child.once('exit', (code) => {
        reject(new Error(`the ${this.#name} ended with ${String(code)}: ${said.join('\n')}`));
      });
    });
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}
