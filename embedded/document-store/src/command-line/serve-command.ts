import { Command, InvalidArgumentError } from 'commander';
import { NotLoopback, startDocumentStore } from '../server.js';
import type { DocumentStore } from '../server.js';
import { FolderHeld } from '../storage/folder-lock.js';

type Options = { data: string; port: number; host: string; replicaSet: string; testCommands: boolean };

/** `document-store --data DIR --port N`: serves until it is told to stop. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve a data folder (what document-store does without a command)')
    .requiredOption('--data <folder>', 'folder of the data; made if it is not there')
    .option('--port <number>', 'port to listen on; 0 takes a free one', portOf, 27_017)
    .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
    .option('--replica-set <name>', 'name of the replica set that clients are told', 'storefold')
    .option('--test-commands', 'offer configureFailPoint, for suites that test clients', false)
    .allowExcessArguments(false)
    .action(serve);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

async function serve(options: Options): Promise<void> {
  try {
    const store = await startDocumentStore({
      dataDir: options.data,
      host: options.host,
      port: options.port,
      replicaSet: options.replicaSet,
      testCommands: options.testCommands,
      onError: (error) => {
        log('error', error instanceof Error ? error.message : String(error), {
          stack: error instanceof Error ? error.stack : undefined,
        });
      },
    });
    stayUntilStopped(store);
  } catch (error) {
    process.stderr.write(`${explain(error, options.port)}\n`);
    // Not exitCode: a folder that could not be opened may leave a thread that keeps the process.
    process.exit(error instanceof NotLoopback ? 2 : 1);
  }
}

function stayUntilStopped(store: DocumentStore): void {
  // lmdb reports a failed commit a second time, as a rejection that no one waits for. The server has turned read-only by then.
  process.on('unhandledRejection', (error) => {
    log('error', error instanceof Error ? error.message : String(error));
  });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log('info', 'stopping', { signal });
    await store.close();
    log('info', 'stopped');
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  // Last, so that whoever waits for this line may send a signal at once.
  log('info', 'ready', { port: store.port, url: store.url, pid: process.pid });
}

/** One line of the log, for people and for programs. */
function log(level: 'info' | 'error', msg: string, more: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...more })}\n`);
}

/** One clear sentence for what stops a start. */
function explain(error: unknown, port: number): string {
  if (error instanceof FolderHeld || error instanceof NotLoopback) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `port ${String(port)} is taken: stop what listens there, or give another with --port`;
  }
  return `the server could not start: ${error instanceof Error ? error.message : String(error)}`;
}
