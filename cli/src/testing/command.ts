import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { shopLog } from '../terminal/shop-log.js';
import { startShop } from '../shop/start-shop.js';
import { connectEventStore } from '@storefold/platform';

export const program = fileURLToPath(new URL('../../bin/storefold.mjs', import.meta.url));

/** Settings of whoever runs the specs must not lead them to another shop. */
const environment = (): NodeJS.ProcessEnv => {
  const { EVENT_STORE_URL: _events, READ_MODELS_URL: _models, KEYSTORE_URL: _keys, ...others } = process.env;
  return { ...others, STOREFOLD_DATA: '/nonexistent/storefold' };
};

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
export type Running = {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until what it wrote matches. */
  readonly says: (words: RegExp) => Promise<void>;
};

/** Starts a program as somebody at a terminal would, and listens. */
export const begin = (file: string, args: readonly string[]): Running => {
  const child = spawn(file, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  const listeners = new Set<() => void>();
  const listen = (kind: 'out' | 'err') => (chunk: string) => {
    said[kind] += chunk;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', listen('out'));
  child.stderr.setEncoding('utf8').on('data', listen('err'));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...said });
    });
  });
  const says = (words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!words.test(said.out + said.err)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then(() => {
        reject(new Error(`it ended without a word of ${String(words)}; it said:\n${said.out}${said.err}`));
      });
    });
  return { child, ended, says };
};

/** Runs `storefold` to its end. */
export const storefold = (...args: readonly string[]): Promise<Ended> =>
  begin(process.execPath, [program, ...args]).ended;

/** Starts the event store of a data folder, which nobody may be using, and reads its whole log. */
export const logOf = async (root: string) => {
  const { urls, stop } = await startShop({
    ...{ root, port: 0, host: '127.0.0.1', internalPorts: 'auto', fill: false, wanted: ['event-store'] },
    log: shopLog({ json: false, write: () => undefined }),
  });
  const client = connectEventStore(urls.eventStore);
  try {
    const events = [];
    for await (const { event } of client.readAll())
      if (event && !event.type.startsWith('$'))
        events.push({ type: event.type, stream: event.streamId, data: event.data });
    return events;
  } finally {
    await client.dispose();
    await stop();
  }
};
