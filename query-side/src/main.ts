import 'reflect-metadata';
import { loadConfig, runService } from '@storefold/platform';
import { configuration } from './configuration.js';
import { startQuerySide } from './service.js';

await runService('query-side', (logger, environment) => startQuerySide(loadConfig(configuration, environment), logger));
