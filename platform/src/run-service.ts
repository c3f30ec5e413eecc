import { ConfigurationError } from './configuration/load-config.js';
import { keepHeapLean } from './lean-heap.js';
import { createLogger, endLog, type Logger } from './telemetry/logger.js';

/** A service that runs: what stops it, in order. */
export type RunningService = { readonly port?: number; readonly close: () => Promise<void> };

const STOP_WITHIN_MS = 15_000;
const LAST_LINES_WITHIN_MS = 1_000;

/**
 * Ends the process once its last lines are out. A line that is stuck in a pipe which nobody empties cannot be called
 * back, and an orderly exit would wait for it: then the process is ended by the system.
 */
const end = (logger: Logger, code: number): void => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LAST_LINES_WITHIN_MS);
  void endLog(logger).then(() => process.exit(code));
};

/**
 * The body of a service's `main.ts`: starts it, says when it is ready, stops it in order on SIGTERM or SIGINT, and ends
 * with exit code 1 and one clear line when it cannot start.
 */
export const runService = async (
  name: string,
  start: (logger: Logger, environment: NodeJS.ProcessEnv) => Promise<RunningService>,
): Promise<void> => {
  keepHeapLean();
  const logger = createLogger(name, process.env['LOG_LEVEL'] ?? 'info');
  const startedAt = performance.now();
  let running: RunningService;
  try {
    running = await start(logger, process.env);
  } catch (error) {
    if (error instanceof ConfigurationError) logger.fatal(error.message);
    else logger.fatal({ err: error }, `cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    // What was opened on the way (a client's keep-alive) would hold the process for ever.
    setTimeout(() => {
      end(logger, 1);
    }, 200).unref();
    return;
  }
  logger.info({ port: running.port, ms: Math.round(performance.now() - startedAt) }, 'ready');

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error(`did not stop within ${(STOP_WITHIN_MS / 1000).toString()} s; ending`);
      end(logger, 1);
    }, STOP_WITHIN_MS).unref();
    running.close().then(
      () => {
        logger.info('stopped');
        end(logger, 0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        end(logger, 1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};
