import { Command, CommanderError } from 'commander';
import { NotLoopback, startDocumentStore } from './server.js';
import type { DocumentStore } from './server.js';
import { FolderHeld } from './storage/folder-lock.js';

/** One line of the log, for people and for programs. */
function log(level: 'info' | 'error', msg: string, more: Readonly<Record<string, unknown>> = {}): void {
  console.log(JSON.stringify({ level, time: new Date().toISOString(), msg, ...more }));
}

type Options = { data: string; port: string; host: string; replicaSet: string };

const program = new Command('document-store')
  .description("An embedded, durable document store that speaks MongoDB's wire protocol, for one machine.")
  .requiredOption('--data <folder>', 'folder of the data; made if it is not there')
  .option('--port <number>', 'port to listen on; 0 takes a free one', '27017')
  .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
  .option('--replica-set <name>', 'name of the replica set that clients are told', 'storefold')
  .allowExcessArguments(false)
  .exitOverride();

function parse(): Options {
  try {
    program.parse();
    return program.opts<Options>();
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}

function fail(sentence: string, exitCode: number): never {
  console.error(sentence);
  process.exit(exitCode);
}

/** One clear sentence for what stops a start. */
function explain(error: unknown, port: number): string {
  if (error instanceof FolderHeld || error instanceof NotLoopback) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `port ${String(port)} is taken: stop what listens there, or give another with --port`;
  }
  return `the server could not start: ${error instanceof Error ? error.message : String(error)}`;
}

const options = parse();
const port = Number(options.port);
if (!/^\d+$/.test(options.port) || port > 65_535)
  fail(`--port must be a number from 0 to 65535, not '${options.port}'`, 2);

let store: DocumentStore;
try {
  store = await startDocumentStore({
    dataDir: options.data,
    host: options.host,
    port,
    replicaSet: options.replicaSet,
    onError: (error) => {
      log('error', error instanceof Error ? error.message : String(error), {
        stack: error instanceof Error ? error.stack : undefined,
      });
    },
  });
} catch (error) {
  fail(explain(error, port), error instanceof NotLoopback ? 2 : 1);
}

// lmdb reports a failed commit a second time, as a rejection that no one waits for. The server has turned read-only by then.
process.on('unhandledRejection', (error) => {
  log('error', error instanceof Error ? error.message : String(error));
});

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log('info', 'stopping', { signal });
  await store.close();
  log('info', 'stopped');
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));

// Last, so that whoever waits for this line may send a signal at once.
log('info', 'ready', { port: store.port, url: store.url, pid: process.pid });
