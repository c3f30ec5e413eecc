import { loadConfig, runService } from '@storefold/platform';
import { configuration } from './configuration.js';
import { startGateway } from './service.js';

await runService('ui', (logger, environment) => startGateway(loadConfig(configuration, environment), logger));
