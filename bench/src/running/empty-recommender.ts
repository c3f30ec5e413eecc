import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const program = fileURLToPath(new URL('main.js', import.meta.resolve('@storefold/recommender')));
const LOOK_MS = 50;
const LONGEST_MS = 1_200_000;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port is free'));
      });
    });
  });

const answer = (url: string): Promise<Response | undefined> => fetch(url).catch(() => undefined);

/**
 * Starts a recommender that knows nothing beside a log, without a model, and ends it when it has answered.
 *
 * @param sku a product to ask about
 * @returns seconds from its start until it had folded all of the log and recommended something
 */
export const fromNothing = async (eventStoreUrl: string, keyFile: string, sku: string): Promise<number> => {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: port.toString(),
      EVENT_STORE_URL: eventStoreUrl,
      SESSION_KEY_FILE: keyFile,
      LOG_LEVEL: 'warn',
    },
  });
  try {
    const service = `http://127.0.0.1:${port.toString()}`;
    while (performance.now() - began < LONGEST_MS) {
      if (child.exitCode !== null) throw new Error(`the recommender ended with code ${child.exitCode.toString()}`);
      if ((await answer(`${service}/health/ready`))?.ok) {
        const response = await answer(`${service}/recommendations?product=${encodeURIComponent(sku)}`);
        const body = (await response?.json()) as { readonly items?: readonly unknown[] } | undefined;
        if ((body?.items?.length ?? 0) > 0) return (performance.now() - began) / 1_000;
        throw new Error(`it answered ${String(response?.status)} ${JSON.stringify(body)} and recommended nothing`);
      }
      await sleep(LOOK_MS);
    }
    throw new Error(`it did not become ready within ${(LONGEST_MS / 1_000).toString()} s`);
  } finally {
    child.kill('SIGTERM');
  }
};
