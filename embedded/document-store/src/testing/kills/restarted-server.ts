import { setTimeout as sleep } from 'node:timers/promises';
import { runCheck } from '../../maintenance/run-task.js';
import { runStore } from '../store.js';
import type { Running } from '../store.js';

/** A server that is killed and started again on the same folder and port, so that clients find it again. */
export class RestartedServer {
  readonly #dir: string;
  #running: Running;

  private constructor(dir: string, running: Running) {
    this.#dir = dir;
    this.#running = running;
  }

  static async start(dir: string): Promise<RestartedServer> {
    return new RestartedServer(dir, await started(dir, '0'));
  }

  get url(): string {
    return this.#running.url;
  }

  /** Kills it, checks what it left, and starts it again; answers what the check found wrong. */
  async killAndRestart(): Promise<readonly string[]> {
    const port = new URL(this.url).port;
    this.#running.child.kill('SIGKILL');
    await this.#running.exited;
    const { findings } = await runCheck(this.#dir);
    this.#running = await started(this.#dir, port);
    return findings.map(({ kind, where, what }) => `check: ${kind}: ${where}: ${what}`);
  }

  /** Ends it in order; answers its exit code. */
  async stop(): Promise<number | null> {
    this.#running.child.kill('SIGTERM');
    return this.#running.exited;
  }
}

const attempts = 20;

/** Another process of this machine may be given the port for a moment, while the server is away. */
async function started(dir: string, port: string): Promise<Running> {
  let output = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const running = await runStore(['--data', dir, '--port', port]);
    if (running.url !== '') return running;
    output = running.output();
    await sleep(250);
  }
  throw new Error(`the server did not start again: ${output}`);
}
