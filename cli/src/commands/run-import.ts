import { createLogger, keepHeapLean } from '@storefold/platform';
import { readModelsCaughtUp } from '../import/read-models.js';
import { importOnlineRetail, openShopForImport } from '../online-retail/import-online-retail.js';
import type { ImportReport } from '../online-retail/report.js';
import { dataRoot } from '../shop/data-folder.js';
import { runningShop } from '../shop/run-file.js';
import { startShop } from '../shop/start-shop.js';
import { seldom } from '../terminal/seldom.js';
import type { ProgressView } from '../terminal/progress.js';
import { shopLog } from '../terminal/shop-log.js';

export type ImportCommandOptions = {
  readonly data?: string;
  readonly eventStoreUrl?: string;
  readonly readModelsUrl?: string;
  readonly strict: boolean;
  readonly patience: number;
  readonly wait: boolean;
  readonly json: boolean;
};

/** Where to import to, and what to end afterwards. */
type Target = {
  readonly eventStoreUrl: string;
  readonly readModelsUrl: string | undefined;
  readonly dataDir: string | undefined;
  readonly close: () => Promise<void>;
};

const nothing = (): Promise<void> => Promise.resolve();

/** The stores that were named, the shop that runs, or stores of our own for as long as this takes. */
const findTarget = async (options: ImportCommandOptions): Promise<Target> => {
  const { data, eventStoreUrl, readModelsUrl } = options;
  if (eventStoreUrl !== undefined)
    return { eventStoreUrl, readModelsUrl, dataDir: data === undefined ? undefined : dataRoot(data), close: nothing };
  const root = dataRoot(data);
  const run = runningShop(root);
  const [events, documents] = [run?.urls['event-store'], run?.urls['document-store']];
  if (events !== undefined) return { eventStoreUrl: events, readModelsUrl: documents, dataDir: root, close: nothing };
  // Nobody runs the shop: its stores and its projections are started for the import, and stopped after it.
  const shop = await startShop({
    ...{ root, port: 0, host: '127.0.0.1', internalPorts: 'auto', fill: false },
    log: shopLog({ json: false, write: () => undefined }),
    wanted: ['event-store', 'document-store', 'projections'],
    // Projections wait for a shop to follow, and here no command side opens one.
    afterStores: (urls) => openShopForImport(urls.eventStore),
  });
  const { eventStore, readModels } = shop.urls;
  return { eventStoreUrl: eventStore, readModelsUrl: readModels, dataDir: root, close: shop.stop };
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const labels = { reading: 'reading the file, rows', importing: 'importing, rows' } as const;

/** Finds or starts the stores, imports, waits for the read models, and stops what it started. */
export const runImport = async (
  file: string,
  options: ImportCommandOptions,
  view: ProgressView,
): Promise<ImportReport> => {
  keepHeapLean();
  let target: Target | undefined;
  let starting = false;
  let stopped = false;
  const leave = () => void (target?.close() ?? nothing()).then(() => process.exit(1));
  // Stopped in order, so that stores of our own are not left behind; the same command goes on later.
  const interrupted = (signal: string) => {
    view.end();
    process.stderr.write(`stopped by ${signal}; the same command goes on from here\n`);
    process.exitCode = 1;
    stopped = true;
    // Stores that are just being started are stopped by who starts them, or as soon as they are there.
    if (!starting) leave();
  };
  for (const signal of signals) process.once(signal, interrupted);
  try {
    const report = await importOnlineRetail({
      ...{ file, strict: options.strict },
      // Only now: a file that cannot be read starts nothing.
      destination: async () => {
        starting = true;
        target = await findTarget(options).finally(() => (starting = false));
        if (stopped) leave();
        return target;
      },
      patienceMs: options.patience * 1_000,
      logger: createLogger('import', 'warn', seldom('import')),
      onProgress: ({ phase, rows, of }) => {
        view.show(labels[phase], rows, of);
      },
    });
    const readModelsUrl = target?.readModelsUrl;
    if (!options.wait || readModelsUrl === undefined) return report;
    const began = performance.now();
    const there = await readModelsCaughtUp(readModelsUrl, BigInt(report.events.position), (share) => {
      view.show('read models follow, per cent', Math.floor(share * 100), 100);
    });
    return { ...report, seconds: { ...report.seconds, readModels: there ? (performance.now() - began) / 1000 : null } };
  } finally {
    view.end();
    for (const signal of signals) process.off(signal, interrupted);
    await target?.close();
  }
};
