import { Command, InvalidArgumentError } from 'commander';
import { startEventStore } from '../server.js';
import { tellLine } from '../tell.js';

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('expected a port from 0 to 65535');
  return value;
};

const milliseconds = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected whole milliseconds, at least 1');
  return value;
};

type ServeOptions = { readonly data: string; readonly port: number; readonly host: string; readonly keepalive: number };

/** `event-store --data DIR --port N`: serves until it is told to stop. */
export const serveCommand = (): Command =>
  new Command('serve')
    .description('serve a data folder (what event-store does without a command)')
    .requiredOption('--data <folder>', 'where the events are kept')
    .option('--port <port>', 'where to listen; 0 asks for a free port', port, 2113)
    .option('--host <address>', 'loopback addresses only', '127.0.0.1')
    .option('--keepalive <ms>', 'silence after which a connection is asked whether it lives', milliseconds, 10_000)
    .action(serve);

const serve = async ({ data, host, port: wanted, keepalive: keepaliveMs }: ServeOptions): Promise<void> => {
  const startedAt = performance.now();
  try {
    const running = await startEventStore({
      ...{ dataDir: data, host, port: wanted, keepaliveMs },
      // At once: whoever waits for an answer learns from the lost connection that it is not known.
      onBroken: () => process.exit(1),
      onShutDown: () => process.exit(0),
    });
    const stop = (signal: string): void => {
      tellLine('info', 'stopping', { signal });
      running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          tellLine('error', 'stopping failed', { error: String(error) });
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    // Whoever reads this line may send a signal at once.
    tellLine('info', 'ready', { port: running.port, url: running.url, ms: Math.round(performance.now() - startedAt) });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = error instanceof Error ? error.message : String(error);
    tellLine('fatal', taken ? `port ${wanted.toString()} is taken; name another with --port` : why);
    process.exitCode = 1;
  }
};
