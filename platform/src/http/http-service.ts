import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Express } from 'express';
import type { Sessions } from '../sessions/sessions.js';
import type { Logger } from '../telemetry/logger.js';
import { createEdge } from './edge.js';
import { healthRoutes, type ReadinessChecks } from './health.js';
import { openApiRoute } from './openapi.js';
import type { Route } from './route.js';

export type HttpServiceOptions = {
  readonly name: string;
  readonly host: string;
  /** 0 asks for a free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly sessions: Sessions;
  /**
   * 32 bytes under which bodies of commands are hashed; the same ones for as long as commands may be repeated.
   *
   * @default bytes of this process alone: enough for a service that records no commands
   */
  readonly bodyKey?: Buffer;
  /** Each answers undefined when ready, else a sentence that says why not. */
  readonly ready: ReadinessChecks;
  readonly logger: Logger;
  /** The service's own metrics; a fresh registry where none is given. */
  readonly metrics?: Registry;
};

export type HttpService = { readonly port: number; readonly url: string; readonly close: () => Promise<void> };

const CLOSE_WITHIN_MS = 5_000;

/** Serves the routes with health, readiness, metrics and their OpenAPI document beside them. */
export const startHttpService = async (options: HttpServiceOptions): Promise<HttpService> => {
  const { name, routes, sessions, ready, logger } = options;
  const metrics = options.metrics ?? new Registry();
  collectDefaultMetrics({ register: metrics });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  });
  const app = createEdge({
    routes: [...healthRoutes(name, ready, metrics), openApiRoute(name, routes), ...routes],
    ...{ sessions, logger, durations },
    bodyKey: options.bodyKey ?? randomBytes(32),
  });
  return listen(app, options.host, options.port);
};

/** Listens with an Express application; `close` lets running requests end, for at most five seconds. */
export const listen = async (app: Express, host: string, port: number): Promise<HttpService> => {
  const server = createServer(app);
  // Longer than a proxy keeps an idle connection, so that it is never we who close one under a request.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port.toString()} on ${host} is taken; set PORT to a free one`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  // `listen` on a host and port answers with an address object; a string is for pipes.
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://${host}:${address.port.toString()}`,
    close: () =>
      new Promise((resolve) => {
        const impatient = setTimeout(() => {
          server.closeAllConnections();
        }, CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(impatient);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};
