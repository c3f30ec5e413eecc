import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { listen, type Logger, type RunningService } from '@storefold/platform';
import compression from 'compression';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Configuration } from './configuration.js';
import { forTheHouse } from './for-the-house.js';
import { mountProxies } from './proxies.js';

/** Where `vite build` puts the pages: `build/` beside this package's `dist/`. */
const builtPages = fileURLToPath(new URL('../build/handler.js', import.meta.url));

/** @throws Error saying how to build them when the pages are not there */
const loadPages = async (config: Configuration): Promise<RequestHandler> => {
  if (!existsSync(builtPages))
    throw new Error(`the pages are not built (${builtPages} is missing); run: npm run build`);
  // Origins are judged by the address that the visitor used; the protocol is the gateway's to tell (below).
  process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';
  // The pages read the environment; what was left out there has its default here.
  process.env['RECOMMENDATION_CONTROL_SHARE'] = config.RECOMMENDATION_CONTROL_SHARE.toString();
  const module = (await import(pathToFileURL(builtPages).href)) as { readonly handler: RequestHandler };
  return module.handler;
};

/**
 * Serves the pages, and `/api/...` from the services behind them, on one address.
 *
 * @param pages the pages' handler; loaded from `build/` where none is given
 */
export const startGateway = async (
  config: Configuration,
  logger: Logger,
  pages?: RequestHandler,
): Promise<RunningService & { readonly port: number; readonly url: string }> => {
  const handler = pages ?? (await loadPages(config));
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const app = express();
  app.disable('x-powered-by');
  app.get('/health/live', (_, response) => {
    response.json({ service: 'ui', status: 'live' });
  });
  // The pages tell for themselves when a service behind them is away, so the gateway is ready when it listens.
  app.get('/health/ready', (_, response) => {
    response.json({ service: 'ui', status: 'ready', checks: {} });
  });
  app.get('/metrics', forTheHouse, async (_, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  // The pages set their own content policy, with a nonce for each. Without a referrer a browser sends no origin with a
  // form, and forms are taken from our own origin only.
  app.use(
    helmet({
      contentSecurityPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: config.PUBLIC_URL?.startsWith('https:') === true,
    }),
  );
  mountProxies(app, config, logger);
  app.use(compression());
  app.use((request, _, next) => {
    request.headers['x-forwarded-proto'] = config.PUBLIC_URL?.startsWith('https:') === true ? 'https' : 'http';
    next();
  });
  app.use(handler);
  return listen(app, config.HOST, config.PORT);
};
