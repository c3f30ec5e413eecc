/**
 * Mutation testing of what decides and of what counts money: Stryker changes one operator, constant or branch at a time and
 * runs the specs that reach it; a change that no spec notices has survived.
 *
 * It works on the compiled files: they differ from the sources by their types alone, and nothing has to be compiled again
 * for each change. `npm run check:long -- mutation` builds first and holds the score against its target.
 */
export default {
  mutate: [
    'contracts/dist/money.js',
    'command-side/dist/{inventory,carts,orders,payments,messages,customers,activity,pricing,invoices,processes}/**/*-decider.js',
    'command-side/dist/inventory/price-schedule.js',
    'command-side/dist/payments/card-sightings.js',
    'command-side/dist/processes/card-policy.js',
    'command-side/dist/{inventory,orders,payments,customers}/**/*-{state,movements,amount,number,requests,inspection,refunds}.js',
    'command-side/dist/pricing/{allocate,price-order}.js',
    'command-side/dist/invoices/{bill,credit-content,invoice-content,tax-sums}.js',
    '!**/*-{routes,handlers}.js',
    '!**/*.spec.js',
  ],
  testRunner: 'mocha',
  plugins: [import.meta.resolve('@stryker-mutator/mocha-runner')],
  mochaOptions: {
    'no-config': true,
    spec: ['contracts/dist/**/!(*.int|*.e2e).spec.js', 'command-side/dist/**/!(*.int|*.e2e).spec.js'],
  },
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    'ui',
    'e2e',
    'docs',
    'helm',
    'docker',
    'embedded',
    'bench',
    'cli',
    'recommender',
    'query-side',
    'projections',
  ],
  // A constant that is read while modules load is in place before any spec could notice.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: 'var/mutation',
  // It takes long: how far it is can be seen.
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'var/mutation/report.json' },
  allowConsoleColors: false,
};
