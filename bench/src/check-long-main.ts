import { runSuites } from './command-line.js';
import { checkoutCheck } from './suites/checkout-check.js';
import { documentStoreCheck } from './suites/document-store-check.js';
import { eventStoreCheck } from './suites/event-store-check.js';
import { importCheck } from './suites/import-check.js';
import { mutationCheck } from './suites/mutation-check.js';
import { projectionsCheck } from './suites/projections-check.js';
import { recommenderCheck } from './suites/recommender-check.js';

await runSuites('check:long', 'Checks what takes too long for every test run.', [
  importCheck,
  eventStoreCheck,
  documentStoreCheck,
  checkoutCheck,
  projectionsCheck,
  recommenderCheck,
  mutationCheck,
]);
