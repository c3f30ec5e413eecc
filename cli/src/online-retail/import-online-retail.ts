import { performance } from 'node:perf_hooks';
import { connectEventStore, openShop, type Logger } from '@storefold/platform';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { endOfLog } from '../import/end-of-log.js';
import { ImportStopped } from '../import/import-stopped.js';
import { manyAtATime } from '../import/many-at-a-time.js';
import { persistently, type Persist } from '../import/persist.js';
import { ProgressFile } from '../import/progress-file.js';
import { carryOutOrders, sameOrder } from './carry-out-orders.js';
import { carryOutShelves } from './carry-out-shelf.js';
import { contextOf, openCommands, settle, type Commands, type Tally } from './commands.js';
import { heldOrder } from './held-order.js';
import { InvoicePlanner } from './invoice-planner.js';
import { fileCurrency } from './naming.js';
import type { InvoicePlan } from './plan.js';
import { readInvoices } from './read-invoices.js';
import { ReportBuilder, type ImportReport } from './report.js';
import { fileTimeZone } from './shelf-plan.js';
import { surveyFile, type Survey } from './survey.js';
import { Windows } from './windows.js';

/** Rows whose commands are carried out together: enough for large appends, few enough to hold in memory. */
const WINDOW_ROWS = 25_000;

export type ImportOptions = {
  readonly file: string;
  /** Asked when the file has been read through and is what it says. */
  readonly destination: () => Promise<Destination>;
  /** Stop before anything is written when the file has a bad row. @default false */
  readonly strict?: boolean;
  /** How long to try again while the event store is away. @default 60_000 */
  readonly patienceMs?: number | undefined;
  readonly onProgress?: (progress: ImportStep) => void;
  readonly logger: Logger;
};
/** The shop to import into; its data folder, where it has one here, to remember how far the import came. */
export type Destination = { readonly eventStoreUrl: string; readonly dataDir: string | undefined };
export type ImportStep = {
  readonly phase: 'reading' | 'importing';
  readonly rows: number;
  readonly of: number | undefined;
};

/** @throws ImportStopped when the shop holds other orders under numbers of this file */
const probe = async (survey: Survey, { eventStore }: Commands): Promise<void> => {
  const planner = new InvoicePlanner({ goods: new Map(), shelf: new Map(), returnsWanted: new Set() });
  await manyAtATime(survey.probes, 16, async (invoice) => {
    const place = planner.plan(invoice).order?.place;
    const held = place && (await heldOrder(eventStore, place.command.orderId));
    if (place && held) sameOrder(place, held);
  });
};

/**
 * Imports the UCI Online Retail II history: through the commands of the shop, with the time at which things happened.
 * It may be killed at any time and run again; the shop then holds what one clean run would have left.
 *
 * @returns the account of every row
 * @throws UnreadableFile when the file is not of this kind: nothing was written
 * @throws ImportStopped with what to do
 */
export const importOnlineRetail = async (options: ImportOptions): Promise<ImportReport> => {
  const { file, destination, strict = false, patienceMs = 60_000, onProgress = () => undefined, logger } = options;
  const began = performance.now();
  const survey = await surveyFile(file, (rows) => {
    onProgress({ phase: 'reading', rows, of: undefined });
  });
  if (strict && survey.firstBad) {
    const { row, problem, detail } = survey.firstBad;
    throw new ImportStopped(
      `row ${row.toString()}: ${problem}${detail === '' ? '' : ` (${detail})`}; nothing was imported`,
    );
  }
  const surveyed = performance.now();

  const { eventStoreUrl, dataDir } = await destination();
  const opened = performance.now();
  const persist = persistently({
    patienceMs,
    onWait: (reason) => {
      logger.warn({ reason }, 'the event store is away; trying again');
    },
  });
  const commands = openCommands(eventStoreUrl, logger);
  try {
    const before = await persist(() => openedShop(commands.eventStore).then(() => endOfLog(commands.eventStore)));
    const tally: Tally = { appended: 0, repeated: 0, position: 0n, before };
    const report = await apply({ file, survey, commands, tally, dataDir, onProgress, persist });
    return report.finish({
      ...{ file, sha256: survey.sha256, currency: fileCurrency },
      events: { appended: tally.appended, repeated: tally.repeated, position: tally.position.toString() },
      seconds: {
        reading: (surveyed - began) / 1000,
        importing: (performance.now() - opened) / 1000,
        readModels: null,
      },
    });
  } finally {
    await commands.close();
  }
};

type Application = Required<Pick<ImportOptions, 'file' | 'onProgress'>> & {
  readonly survey: Survey;
  readonly commands: Commands;
  readonly tally: Tally;
  readonly dataDir: string | undefined;
  readonly persist: Persist;
};

const apply = async (application: Application): Promise<ReportBuilder> => {
  const { file, survey, commands, tally, dataDir, onProgress, persist } = application;
  const shop = await persist(() => openedShop(commands.eventStore));
  if (shop.currency !== fileCurrency)
    throw new ImportStopped(`the file is in ${fileCurrency}, the shop sells in ${shop.currency}`);
  await probe(survey, commands);

  const progress = new ProgressFile(dataDir, survey.sha256);
  const before = await progress.read(survey.sha256, shop.logId, WINDOW_ROWS);
  const note = (windows: number, finished: boolean) =>
    progress.write({ sha256: survey.sha256, logId: shop.logId, windowRows: WINDOW_ROWS, windows, finished });
  const doneBefore = before?.windows ?? 0;
  if (!before) await note(0, false);

  const report = new ReportBuilder();
  const planner = new InvoicePlanner(survey);
  const windows = new Windows({
    size: WINDOW_ROWS,
    carryOut: async (window, number) => {
      if (number <= doneBefore) return;
      await carryOutWindow(window, { handlers: commands.handlers, tally, persist });
      await note(number, false);
    },
    settled: () => tally.appended + tally.repeated,
    onRows: (rows) => {
      onProgress({ phase: 'importing', rows, of: survey.rows });
    },
  });
  try {
    const { stretches } = await readInvoices(file);
    for await (const { invoices, bad, rowsRead } of stretches) {
      report.leaveOut(bad);
      report.rowsRead(rowsRead);
      for (const invoice of invoices) {
        const plan = planner.plan(invoice);
        report.add(plan);
        await windows.add(plan);
      }
    }
    await windows.end();
  } finally {
    windows.close();
  }
  await note(windows.count, true);
  return report;
};

const openedShop = (eventStore: EventStoreDBClient) =>
  openShop(eventStore, {
    name: 'Storefold',
    currency: fileCurrency,
    timeZone: fileTimeZone,
    now: new Date().toISOString(),
  });

/** Opens the shop on an event store where nobody did. Safe to repeat. */
export const openShopForImport = async (eventStoreUrl: string): Promise<void> => {
  const client = connectEventStore(eventStoreUrl);
  try {
    await openedShop(client);
  } finally {
    await client.dispose();
  }
};

type Tools = Parameters<typeof carryOutOrders>[1];

/** Products first: there is stock of products only. Then orders and shelves side by side, as they share no stream. */
const carryOutWindow = async (plans: readonly InvoicePlan[], tools: Tools): Promise<void> => {
  await manyAtATime(
    plans.flatMap(({ products }) => products),
    64,
    (product) =>
      tools.persist(async () => {
        const outcome = await tools.handlers.defineProduct(product.command, contextOf(product));
        // A shop that knows the product by other words or another price keeps its own.
        if (outcome.kind === 'refused' && outcome.code === 'product-exists') return;
        settle(product, outcome, tools.tally);
      }),
  );
  const parts = await Promise.allSettled([carryOutOrders(plans, tools), carryOutShelves(plans, tools)]);
  const failure = parts.find((part) => part.status === 'rejected');
  if (failure) throw failure.reason;
};
