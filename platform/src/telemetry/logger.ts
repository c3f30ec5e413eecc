import { pino, type DestinationStream, type Logger } from 'pino';
import { currentCorrelationId } from './correlation.js';

export type { Logger } from 'pino';

/**
 * A logger that writes one JSON object per line to standard output.
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
    mixin: () => {
      const correlationId = currentCorrelationId();
      return correlationId === undefined ? {} : { correlationId };
    },
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
  return destination ? pino(options, destination) : pino(options);
};
