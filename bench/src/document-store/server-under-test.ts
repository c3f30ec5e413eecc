import { spawn } from 'node:child_process';
import { MongoClient } from 'mongodb';
import { documentStore } from '../running/paths.js';

/** A document store in a process of its own, and the official driver in this one. */
export type ServerUnderTest = {
  readonly client: MongoClient;
  readonly url: string;
  readonly pid: number;
  /** Seconds from the command until it answered its first command. */
  readonly startSeconds: number;
  /** Ends the driver, then the server. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

export const startServer = async (folder: string): Promise<ServerUnderTest> => {
  const began = performance.now();
  const child = spawn(process.execPath, [documentStore, '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      // Only the newest part is kept: it is what explains a start that failed.
      said = (said + chunk.toString()).slice(-8_000);
      const found = /"url":"([^"]+)"/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => {
      reject(new Error(`the document store did not start (exit code ${String(code)}); it said:\n${said}`));
    });
  });
  const client = await new MongoClient(url).connect();
  await client.db('admin').command({ ping: 1 });
  return {
    client,
    url,
    pid: child.pid ?? 0,
    startSeconds: (performance.now() - began) / 1000,
    end: async (signal) => {
      await client.close();
      child.kill(signal);
      await ended;
    },
  };
};
