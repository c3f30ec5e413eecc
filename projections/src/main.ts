import { loadConfig, runService } from '@storefold/platform';
import { configuration } from './configuration.js';
import { startProjections } from './service.js';

await runService('projections', (logger, environment) =>
  startProjections(loadConfig(configuration, environment), logger),
);
