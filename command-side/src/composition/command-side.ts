import type { EventStoreDBClient } from '@eventstore/db-client';
import { KeyStore, type DocumentStore, type Logger, type Route, type Sessions, type Shop } from '@storefold/platform';
import type { Catalogue } from '../orders/catalogue.js';
import type { Container } from 'inversify';
import type { Messenger } from '../messages/messenger.js';
import type { PostOffice } from '../messages/post-office.js';
import { ReconcilePayments } from '../payments/reconciliation.js';
import type { CardGateway } from '../payments/gateway/card-gateway.js';
import type { StaffHandlers } from '../access/staff-handlers.js';
import type { Clock } from '../clock.js';
import type { CommandSideConfig } from '../configuration.js';
import { withoutEndedSessions } from '../customers/ended-sessions.js';
import type { Erasure } from '../customers/erasure.js';
import type { CheckoutSweep } from '../processes/checkout-sweep.js';
import type { ProcessDesk } from '../processes/process-desk.js';
import type { InvoiceKeys } from '../invoices/invoice-keys.js';
import type { Invoicing } from '../processes/invoicing.js';
import type { StockKeeping } from '../processes/stock-keeping.js';
import { eventStoreStreams } from '../streams/event-store-streams.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { compose } from './compose.js';
import { T } from './tokens.js';

/** What the command side stands on. */
export type Foundations = {
  readonly config: CommandSideConfig;
  readonly eventStore: EventStoreDBClient;
  readonly keyDatabase: DocumentStore;
  readonly masterKey: Buffer;
  readonly sessions: Sessions;
  /** Undefined in a shop that takes no cards. */
  readonly gateway: CardGateway | undefined;
  /** Undefined in a shop without a mail server. */
  readonly post: PostOffice | undefined;
  readonly shop: Shop;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** The parts of the contexts that a process hosts; undefined where it does not host them. */
export type CommandSide = {
  readonly routes: readonly Route[];
  /** The same, closed to sessions of customers that have ended. */
  readonly guarded: readonly Route[];
  readonly staff: StaffHandlers | undefined;
  readonly erasure: Erasure | undefined;
  readonly catalogue: Catalogue | undefined;
  readonly messenger: Messenger | undefined;
  readonly stockKeeping: StockKeeping | undefined;
  readonly invoicing: Invoicing | undefined;
  readonly invoiceKeys: InvoiceKeys | undefined;
  readonly checkoutSweep: CheckoutSweep | undefined;
  readonly processDesk: ProcessDesk | undefined;
  /** Undefined in a shop that takes no cards, too. */
  readonly reconcile: ReconcilePayments | undefined;
};

/** Whoever runs the processes compares the books, too. */
const reconcilerOf = (container: Container): ReconcilePayments | undefined => {
  if (!container.isBound(T.StockKeeping)) return undefined;
  const { gateway, payments } = container.get(T.Cards);
  return gateway && payments && new ReconcilePayments(gateway, payments, container.get(T.Books));
};

/** Puts the contexts together that the configuration names. Nothing is started and no store is asked. */
export const assembleCommandSide = (foundations: Foundations): CommandSide => {
  const { config, eventStore, keyDatabase, masterKey, sessions, gateway, post, shop, clock, logger } = foundations;
  const container = compose(config.CONTEXTS);
  container.bind(T.Clock).toConstantValue(clock);
  container.bind(T.Config).toConstantValue(config);
  container.bind(T.KeyDatabase).toConstantValue(keyDatabase);
  container.bind(T.Keys).toConstantValue(new KeyStore(keyDatabase.db, masterKey));
  container.bind(T.MasterKey).toConstantValue(masterKey);
  container.bind(T.Sessions).toConstantValue(sessions);
  container.bind(T.Post).toConstantValue({ post });
  container.bind(T.EventStore).toConstantValue(eventStore);
  container.bind(T.Gateway).toConstantValue({ gateway });
  container.bind(T.Shop).toConstantValue(shop);
  container
    .bind(T.Streams)
    .toConstantValue(
      createStreamRuntime({ store: eventStoreStreams(eventStore), logger, cacheSize: config.CACHE_SIZE }),
    );
  const routes = container.isBound(T.Routes) ? container.getAll(T.Routes).flat() : [];
  return {
    routes,
    guarded: withoutEndedSessions(routes, container.get(T.Customers)),
    erasure: container.get(T.Erasure, { optional: true }),
    staff: container.get(T.Staff, { optional: true }),
    catalogue: container.get(T.Catalogue, { optional: true }),
    messenger: container.get(T.Messenger, { optional: true }),
    stockKeeping: container.get(T.StockKeeping, { optional: true }),
    processDesk: container.get(T.ProcessDesk, { optional: true }),
    invoicing: container.get(T.Invoicing, { optional: true }),
    invoiceKeys: container.get(T.InvoiceKeys, { optional: true }),
    reconcile: reconcilerOf(container),
    checkoutSweep: container.get(T.CheckoutSweep, { optional: true }),
  };
};
