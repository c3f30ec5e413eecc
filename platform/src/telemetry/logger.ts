import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** What may wait for a reader of standard output that has stopped reading; lines beyond it are dropped. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * A logger that writes one JSON object per line to standard output, without waiting: a pipe that nobody empties must not
 * hold up a shop.
 *
 * @param service name of the service, on every line
 * @param level least level that is written
 * @default level info
 */
export const createLogger = (service: string, level = 'info', destination?: DestinationStream): Logger => {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    // Secrets and people do not belong in a log, whoever logs an object that holds them.
    redact: {
      paths: [
        'password',
        '*.password',
        'delivery',
        '*.delivery',
        'cookie',
        '*.cookie',
        'authorization',
        '*.authorization',
      ],
      censor: '[hidden]',
    },
  };
  if (destination) return pino(options, destination);
  const standardOutput = pino.destination({ dest: 1, sync: false, maxLength: MOST_WAITING_BYTES });
  let readerGone = false;
  standardOutput.on('error', () => (readerGone = true));
  const logger = pino(options, standardOutput);
  endings.set(
    logger,
    () =>
      new Promise((resolve) => {
        if (readerGone) resolve();
        standardOutput.once('error', resolve);
        standardOutput.once('close', resolve);
        standardOutput.end();
      }),
  );
  return logger;
};

const endings = new WeakMap<Logger, () => Promise<void>>();

/** Ends a log on standard output: resolves when its last line was taken, which is never where nobody empties the pipe. */
export const endLog = async (logger: Logger): Promise<void> => {
  await endings.get(logger)?.();
};
