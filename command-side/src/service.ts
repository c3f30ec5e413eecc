import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  atMost,
  ConfigurationError,
  connectDocumentStore,
  connectEventStore,
  createSessions,
  findShop,
  isStoreFailure,
  openShop,
  readKeyFile,
  readTextFile,
  startHttpService,
  Unavailable,
  type DocumentStore,
  type HttpService,
  type Logger,
  type Route,
  type Shop,
} from '@storefold/platform';
import { ensureAdministrator } from './access/first-administrator.js';
import { systemClock, type Clock } from './clock.js';
import { assembleCommandSide, type CommandSide } from './composition/command-side.js';
import type { CommandSideConfig } from './configuration.js';
import type { CardGateway } from './payments/gateway/card-gateway.js';
import { stripeGateway } from './payments/gateway/stripe-gateway.js';
import { messengerTypes, type Messenger } from './messages/messenger.js';
import { followErasures } from './customers/erasure.js';
import { smtpPostOffice, type PostOffice } from './messages/post-office.js';
import { followCatalogue } from './orders/catalogue.js';
import { startProcess, type RunningProcess, type StartedProcess } from './processes/process-runner.js';
import type { Invoicing } from './processes/invoicing.js';
import { invoicingTypes } from './processes/invoicing-policy.js';
import { startKeyExpiry } from './processes/key-expiry.js';
import type { StockKeeping } from './processes/stock-keeping.js';
import type { ProcessDesk } from './processes/process-desk.js';
import { startReconciling } from './processes/reconciling.js';
import { startSweep } from './processes/checkout-sweep.js';
import { onEvent, orderOf, stockKeepingTypes } from './processes/stock-keeping-policy.js';

export type RunningCommandSide = HttpService & { readonly shop: Shop; readonly routes: readonly Route[] };

export type CommandSideOptions = {
  /** @default the system's clock */
  readonly clock?: Clock;
  /** Shows a paragraph to who started the shop, once. @default writes it to standard output */
  readonly show?: (paragraph: string) => void;
};

/** For what no shopper waits for: a mail, an invoice. */
const IN_THE_BACKGROUND = 4;
const STORES_WITHIN_MS = 60_000;

const writeParagraph = (paragraph: string): void => {
  process.stdout.write(`\n${paragraph}\n\n`);
};

/** Stores start beside us and may take a moment longer. */
const onceReachable = async <Result>(work: () => Promise<Result>, logger: Logger): Promise<Result> => {
  const until = Date.now() + STORES_WITHIN_MS;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 1_000)) {
    try {
      return await work();
    } catch (error) {
      if (!(isStoreFailure(error) || error instanceof Unavailable) || Date.now() > until) throw error;
      logger.debug({ reason: error instanceof Error ? error.message : String(error) }, 'a store is not there yet');
      await sleep(pause);
    }
  }
};

/** What somebody told a process to let be. */
const skipsOf = (desk: ProcessDesk | undefined, process: string) => (eventId: string) =>
  desk ? desk.isSkipped(process, eventId) : Promise.resolve(false);

const startMessages = (
  side: CommandSide,
  messenger: Messenger,
  client: EventStoreDBClient,
  logger: Logger,
): StartedProcess =>
  startProcess({
    ...{ name: 'messages', inHand: IN_THE_BACKGROUND, client, eventTypes: messengerTypes, keyOf: orderOf, logger },
    // A shop that sends mail for the first time tells nobody of what happened before.
    begin: 'now',
    handle: (event) => messenger.handle(event),
    isSkipped: skipsOf(side.processDesk, 'messages'),
  });

const startStockKeeping = (
  side: CommandSide,
  stockKeeping: StockKeeping,
  client: EventStoreDBClient,
  logger: Logger,
): RunningProcess =>
  startProcess({
    name: 'stock-keeping',
    client,
    eventTypes: stockKeepingTypes,
    handle: (event) => stockKeeping.handle(event),
    asks: (event) => onEvent(event).length > 0,
    isSkipped: skipsOf(side.processDesk, 'stock-keeping'),
    keyOf: orderOf,
    logger,
  });

/** From the log's beginning: what was sent before this process first ran has its invoice, too. */
const startInvoicing = (
  side: CommandSide,
  invoicing: Invoicing,
  client: EventStoreDBClient,
  logger: Logger,
): RunningProcess =>
  startProcess({
    name: 'invoicing',
    inHand: IN_THE_BACKGROUND,
    client,
    eventTypes: invoicingTypes,
    handle: (event) => invoicing.handle(event),
    isSkipped: skipsOf(side.processDesk, 'invoicing'),
    keyOf: orderOf,
    logger,
  });

/** The payment gateway that the configuration names, if it names one. */
const gatewayOf = (config: CommandSideConfig): CardGateway | undefined => {
  const { PAYMENT_GATEWAY_URL: url, PAYMENT_SECRET_KEY_FILE: key, PAYMENT_WEBHOOK_SECRET_FILE: webhook } = config;
  if (url === undefined) return undefined;
  if (key === undefined || webhook === undefined)
    throw new ConfigurationError(
      'cannot start: PAYMENT_GATEWAY_URL is set; PAYMENT_SECRET_KEY_FILE and PAYMENT_WEBHOOK_SECRET_FILE have to be, too',
    );
  return stripeGateway({ url, secretKey: readTextFile(key), webhookSecret: readTextFile(webhook) });
};

/*
 * With five seconds for requests and two for the clients, within the time after which the process is ended by force: what is
 * under way at a store that keeps silent ends with its client. A process goes on from the log when it is started again.
 */
const PROCESSES_END_WITHIN_MS = 5_000;
const FOLLOWING_ENDS_WITHIN_MS = 1_000;

const closed = (all: readonly ({ readonly close: () => Promise<void> } | undefined)[], withinMs: number) =>
  atMost(Promise.all(all.flatMap((one) => (one ? [one.close()] : []))), withinMs);

/**
 * Starts the command side: opens the shop where the log has none, makes the first administrator, runs the processes,
 * serves the routes. Stopping ends requests first, then processes, then connections.
 */
export const startCommandSide = async (
  config: CommandSideConfig,
  logger: Logger,
  { clock = systemClock, show = writeParagraph }: CommandSideOptions = {},
): Promise<RunningCommandSide> => {
  const masterKey = readKeyFile(config.MASTER_KEY_FILE);
  const sessions = createSessions(readKeyFile(config.SESSION_KEY_FILE));
  const eventStore = connectEventStore(config.EVENT_STORE_URL);
  const keyDatabase = connectDocumentStore(config.KEYSTORE_URL);
  let stockKeeping: RunningProcess | undefined;
  let sweep: RunningProcess | undefined;
  let invoicing: RunningProcess | undefined;
  let keyExpiry: RunningProcess | undefined;
  let messages: RunningProcess | undefined;
  let post: PostOffice | undefined;
  let reconciling: RunningProcess | undefined;
  let erasures: { readonly applied: Promise<void>; readonly close: () => Promise<void> } | undefined;
  let catalogue: { readonly close: () => Promise<void> } | undefined;
  const release = async () => {
    await closed([reconciling, sweep, keyExpiry, invoicing, stockKeeping, messages], PROCESSES_END_WITHIN_MS);
    post?.close();
    await closed([catalogue, erasures], FOLLOWING_ENDS_WITHIN_MS);
    await Promise.all([keyDatabase.close(), eventStore.dispose()]);
  };
  try {
    const { SHOP_NAME: name, SHOP_CURRENCY: currency, SHOP_TIME_ZONE: timeZone } = config;
    const shop = await onceReachable(() => openShop(eventStore, { name, currency, timeZone, now: clock() }), logger);
    const gateway = gatewayOf(config);
    post = config.SMTP_URL === undefined ? undefined : smtpPostOffice(config.SMTP_URL, config.MAIL_FROM);
    const side = assembleCommandSide({
      ...{ config, eventStore, keyDatabase, masterKey, sessions, gateway, post, shop, clock, logger },
    });
    const { staff } = side;
    if (staff) {
      const signInUrl = new URL('/staff/sign-in', config.PUBLIC_URL).href;
      await onceReachable(() => ensureAdministrator({ staff, shop, clock, signInUrl, show }), logger);
    }
    if (side.erasure) {
      erasures = followErasures(side.erasure, { client: eventStore, logger });
      // Before the door opens: keys may have been restored from before an erasure.
      await erasures.applied;
    }
    if (side.catalogue) catalogue = followCatalogue(side.catalogue, { client: eventStore, logger });
    if (side.stockKeeping) stockKeeping = startStockKeeping(side, side.stockKeeping, eventStore, logger);
    if (side.invoicing) invoicing = startInvoicing(side, side.invoicing, eventStore, logger);
    if (side.invoiceKeys) keyExpiry = startKeyExpiry(side.invoiceKeys, { clock, logger });
    const { messenger } = side;
    if (messenger) {
      const started = startMessages(side, messenger, eventStore, logger);
      messages = started;
      // Before the door opens: what happens from then on is told.
      await started.begun;
    }
    if (side.reconcile) reconciling = startReconciling(side.reconcile, { clock, logger });
    if (side.checkoutSweep) sweep = startSweep(side.checkoutSweep, { logger });
    const http = await startHttpService({
      bodyKey: createHmac('sha256', masterKey).update('hashes of the bodies of commands').digest(),
      name: 'command-side',
      host: config.HOST,
      port: config.PORT,
      routes: side.guarded,
      sessions,
      logger,
      ready: readiness(eventStore, keyDatabase, {
        stockKeeping,
        checkoutSweep: sweep,
        invoicing,
        keyExpiry,
        reconciliation: reconciling,
        messages,
      }),
    });
    const close = async () => {
      await http.close();
      await release();
    };
    return { port: http.port, url: http.url, shop, routes: side.routes, close };
  } catch (error) {
    await release();
    throw error;
  }
};

/** One order that cannot be dealt with is told, and the shop stays open to all others. */
const processReadiness = (process: RunningProcess) => {
  const trouble = process.trouble();
  return trouble !== undefined && process.goesOn() ? { remark: trouble } : trouble;
};

const readiness = (
  eventStore: EventStoreDBClient,
  keyDatabase: DocumentStore,
  processes: Readonly<Record<string, RunningProcess | undefined>>,
) => ({
  eventStore: async () => ((await findShop(eventStore)) ? undefined : 'the log has no shop'),
  keyStore: async () => {
    await keyDatabase.db.command({ ping: 1 });
    return undefined;
  },
  ...Object.fromEntries(
    Object.entries(processes).flatMap(([name, process]) =>
      process ? [[name, () => Promise.resolve(processReadiness(process))]] : [],
    ),
  ),
});
