import { runSuites } from './command-line.js';
import { commandsSuite } from './suites/commands-suite.js';
import { documentStoreSuite } from './suites/document-store-suite.js';
import { eventStoreSuite } from './suites/event-store-suite.js';
import { importSuite } from './suites/import-suite.js';
import { populationSuite } from './suites/population-suite.js';
import { projectionsSuite } from './suites/projections-suite.js';
import { recommenderSuite } from './suites/recommender-suite.js';
import { registersSuite } from './suites/registers-suite.js';
import { startSuite } from './suites/start-suite.js';

await runSuites('bench', 'Measures what the shop promises.', [
  importSuite,
  startSuite,
  eventStoreSuite,
  documentStoreSuite,
  commandsSuite,
  registersSuite,
  projectionsSuite,
  recommenderSuite,
  populationSuite,
]);
