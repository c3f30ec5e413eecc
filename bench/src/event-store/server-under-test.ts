import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startProcess, temporaryFolder } from '@storefold/event-store/testing';

/** A server in a process of its own, and a client to it in this one. */
export type ServerUnderTest = {
  readonly client: EventStoreDBClient;
  readonly pid: number;
  /** Seconds from the command until it said that it is ready. */
  readonly startSeconds: number;
  readonly stop: () => Promise<void>;
};

const folderBytes = (path: string): number =>
  readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => {
    const inner = join(path, entry.name);
    return sum + (entry.isDirectory() ? folderBytes(inner) : statSync(inner).size);
  }, 0);

/** A data folder of the event store, gone when `remove` was called. */
export type DataFolder = {
  readonly path: string;
  /** Bytes of all its files: log and indexes. */
  readonly bytes: () => number;
  readonly remove: () => void;
};
export const dataFolder = (): DataFolder => {
  const { path, remove } = temporaryFolder();
  return { path, remove, bytes: () => folderBytes(path) };
};

export const startEventStore = async (folder: DataFolder): Promise<ServerUnderTest> => {
  const began = performance.now();
  const server = await startProcess(folder.path);
  const startSeconds = (performance.now() - began) / 1000;
  const client = EventStoreDBClient.connectionString(server.url);
  const stop = async (): Promise<void> => {
    await client.dispose();
    await server.kill('SIGTERM');
  };
  return { client, pid: server.pid, startSeconds, stop };
};

/** The server that stores nothing: it shows what the client itself can reach. */
export const startNullServer = async (): Promise<ServerUnderTest> => {
  const began = performance.now();
  const script = fileURLToPath(new URL('null-server.js', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => {
      resolve(chunk.toString().trim());
    });
    child.once('exit', () => {
      reject(new Error('the null server ended before it was ready'));
    });
  });
  const client = EventStoreDBClient.connectionString(url);
  const stop = async (): Promise<void> => {
    await client.dispose();
    child.kill('SIGTERM');
    await ended;
  };
  return { client, pid: child.pid ?? 0, startSeconds: (performance.now() - began) / 1000, stop };
};
