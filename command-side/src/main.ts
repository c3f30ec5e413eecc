import { loadConfig, runService } from '@storefold/platform';
import { commandSideEnvironment } from './configuration.js';
import { startCommandSide } from './service.js';

await runService('command-side', (logger, environment) =>
  startCommandSide(loadConfig(commandSideEnvironment, environment), logger),
);
