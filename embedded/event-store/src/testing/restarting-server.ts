import { EventStoreDBClient } from '@eventstore/db-client';
import { startProcess, type ServerProcess } from './server-process.js';

/** One life of the server: until it is killed. */
export type Life = {
  readonly client: EventStoreDBClient;
  readonly server: ServerProcess;
  /** Settles as soon as the server was told to die: what is under way has an unknown outcome from then on. */
  readonly over: Promise<'over'>;
};

/** A server that is killed and started again on the same data, and a client for each of its lives. */
export class RestartingServer {
  readonly #dataDir: string;
  #life: Promise<Life>;
  #end: () => void = () => undefined;
  kills = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#life = this.#begin();
  }

  /** The life that is now, or begins next. */
  life(): Promise<Life> {
    return this.#life;
  }

  /** Ends this life without warning and begins the next, with SIGTERM instead where it should be in order. */
  async restart(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const old = await this.#life;
    this.kills++;
    const gone = old.server.kill(signal);
    this.#end();
    this.#life = gone.then(() => this.#begin());
    await this.#life;
    await old.client.dispose();
  }

  async stop(): Promise<void> {
    const { client, server } = await this.#life;
    await client.dispose();
    await server.kill('SIGTERM');
  }

  async #begin(): Promise<Life> {
    const server = await startProcess(this.#dataDir);
    const over = new Promise<'over'>((resolve) => {
      this.#end = () => {
        resolve('over');
      };
    });
    return { server, over, client: EventStoreDBClient.connectionString(server.url) };
  }
}

/** A call's outcome: its value, a refusal of the server, or nothing that is known. */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'unknown' };

/** Makes a call in the server's present life. @param refusals types of the client's errors that are answers */
export const attempt = async <Value>(
  { client, over }: Life,
  call: (client: EventStoreDBClient) => Promise<Value>,
  refusals: readonly string[],
): Promise<Outcome<Value>> => {
  const work = call(client).then(
    (value): Outcome<Value> => ({ kind: 'done', value }),
    (error: unknown): Outcome<Value> =>
      error instanceof Error && 'type' in error && refusals.includes(String(error.type))
        ? { kind: 'refused', error }
        : { kind: 'unknown' },
  );
  return Promise.race([work, over.then((): Outcome<Value> => ({ kind: 'unknown' }))]);
};
