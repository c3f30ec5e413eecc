import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import { startDocumentStore } from '../server.js';
import type { DocumentStoreOptions } from '../server.js';

/** A folder for one spec; `remove` takes it away again. */
export async function temporaryFolder(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'document-store-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** A server in this process with the official driver connected to it. */
export async function openStore(
  options: Partial<DocumentStoreOptions> = {},
): Promise<{ db: Db; client: MongoClient; port: number; close: () => Promise<void> }> {
  const { dir, remove } = await temporaryFolder();
  const unexpected: unknown[] = [];
  const store = await startDocumentStore({
    dataDir: dir,
    port: 0,
    onError: (error) => unexpected.push(error),
    ...options,
  });
  const client = await new MongoClient(store.url, { promoteLongs: true }).connect();
  return {
    db: client.db('shop'),
    client,
    port: store.port,
    async close() {
      await client.close();
      await store.close();
      await remove();
      // A spec that made the server stumble must not pass.
      if (unexpected.length > 0) throw unexpected[0];
    },
  };
}

/** A server in a process of its own, to be killed. */
export type Running = { child: ChildProcess; url: string; output: () => string; exited: Promise<number | null> };

/** The command line. */
export const mainFile = fileURLToPath(new URL('../main.js', import.meta.url));

/** Runs the command line. Resolves when it is ready, or has ended. */
export async function runStore(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [mainFile, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const url = await new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      text += `${line}\n`;
      const found = /"url":"([^"]+)"/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('close', () => {
      resolve('');
    });
  });
  return { child, url, output: () => text, exited };
}

/** The code of the error that a promise ends with. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'no error';
}
