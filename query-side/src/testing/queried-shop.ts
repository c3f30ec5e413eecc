import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import {
  engineCollections,
  positionToken,
  type CheckpointDocument,
  type CollectionName,
  type EventMetadata,
  type FamilyDocument,
  type InvoiceDocument,
  type LogHourDocument,
  type OrderDocument,
  type PaymentDocument,
  type Principal,
  type Problem,
  type ProductDocument,
  type SalesByCountryDocument,
  type SalesByCustomerDocument,
  type SalesByDayDocument,
  type SalesByProductDocument,
  type ShopEvent,
  type StockDocument,
  type AvailabilityDocument,
  type BasketPairsDocument,
  type CartDocument,
  type CustomerDocument,
  type CustomerValueDocument,
  type DiscountUseDocument,
  type FulfilmentDocument,
  type FunnelDocument,
  type LowStockDocument,
  type MessageDocument,
  type OrderTimelineDocument,
  type RecommendationUseDocument,
  type ReconciliationDocument,
  type ReturnDocument,
  type SalesByChannelDocument,
  type SalesByHourDocument,
  type TraceDocument,
} from '@storefold/contracts';
import { createLogger, createSessions, KeyStore, openShop, type Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import { startQuerySide } from '../service.js';
import { nobody } from './people.js';
import { startStores, type Stores } from './stores.js';

/** What each collection holds, in the words of contracts: a document of another shape does not compile. */
export type DocumentOf = {
  readonly products: ProductDocument;
  readonly families: FamilyDocument;
  readonly stock: StockDocument;
  readonly orders: OrderDocument;
  readonly payments: PaymentDocument;
  readonly reconciliation: ReconciliationDocument;
  readonly invoices: InvoiceDocument;
  readonly salesByDay: SalesByDayDocument;
  readonly salesByCountry: SalesByCountryDocument;
  readonly salesByProduct: SalesByProductDocument;
  readonly salesByCustomer: SalesByCustomerDocument;
  readonly salesByHour: SalesByHourDocument;
  readonly salesByChannel: SalesByChannelDocument;
  readonly customerValue: CustomerValueDocument;
  readonly availability: AvailabilityDocument;
  readonly lowStock: LowStockDocument;
  readonly carts: CartDocument;
  readonly orderTimelines: OrderTimelineDocument;
  readonly fulfilment: FulfilmentDocument;
  readonly returns: ReturnDocument;
  readonly customers: CustomerDocument;
  readonly messages: MessageDocument;
  readonly basketPairs: BasketPairsDocument;
  readonly funnel: FunnelDocument;
  readonly discountUse: DiscountUseDocument;
  readonly recommendationUse: RecommendationUseDocument;
  readonly traces: TraceDocument;
  readonly logHours: LogHourDocument;
  readonly checkpoints: CheckpointDocument;
};

export type Reply = { readonly status: number; readonly body: unknown; readonly headers: Headers };

export type Told = {
  /** When it happened in the shop. @default the moment of telling */
  readonly occurredAt?: string;
  readonly correlationId?: string;
};

/** A shop whose log and read models a spec fills itself, and the query side that answers over HTTP. */
export type QueriedShop = {
  readonly stores: Stores;
  readonly eventStore: EventStoreDBClient;
  readonly db: Db;
  readonly keys: KeyStore;
  readonly shop: Shop;
  readonly url: string;
  /** Asks over HTTP, as someone, showing the token of a link where one is given. @default as nobody */
  readonly ask: (path: string, as?: Principal, linkToken?: string) => Promise<Reply>;
  /** Writes documents as the projections do: under `_id`, with the position they were folded to. */
  readonly write: <Name extends CollectionName>(
    collection: Name,
    documents: Readonly<Record<string, Name extends keyof DocumentOf ? DocumentOf[Name] : object>>,
    position?: bigint,
  ) => Promise<void>;
  /** Says how far views have considered the log. */
  readonly considered: (position: bigint, views: readonly CollectionName[]) => Promise<void>;
  /** Appends an event. @returns its position in the log */
  readonly append: (streamId: string, event: ShopEvent, told?: Told) => Promise<bigint>;
  /** A position as a command answers it. */
  readonly token: (position: bigint) => string;
  readonly close: () => Promise<void>;
};

export const openQueriedShop = async (): Promise<QueriedShop> => {
  const stores = await startStores();
  const { config, masterKey, sessionKey, eventStore } = stores;
  const { db } = stores.readModels;
  const shop = await openShop(eventStore, {
    ...{ name: 'The spec', currency: 'GBP', timeZone: 'Europe/London', now: '2011-01-01T00:00:00.000Z' },
  });
  const service = await startQuerySide(config, createLogger('spec', 'silent'));
  const url = `http://127.0.0.1:${String(service.port)}`;
  const sessions = createSessions(sessionKey);

  const ask = async (path: string, as: Principal = nobody, linkToken?: string): Promise<Reply> => {
    const headers = {
      ...(as.kind === 'anonymous' ? {} : { Authorization: `Bearer ${await sessions.issue(as, 60)}` }),
      ...(linkToken === undefined ? {} : { 'Storefold-Link': linkToken }),
    };
    const response = await fetch(`${url}${path}`, { headers });
    if (response.headers.get('content-type') === 'application/pdf')
      return { status: response.status, body: Buffer.from(await response.arrayBuffer()), headers: response.headers };
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
  };
  await eventually('the query side is ready', async () => (await ask('/health/ready')).status === 200);

  const write: QueriedShop['write'] = async (collection, documents, position = 1n) => {
    await db
      .collection<{ _id: string }>(collection)
      .insertMany(Object.entries(documents).map(([_id, document]) => ({ _id, _position: position, ...document })));
  };
  return {
    ...{ stores, eventStore, db, shop, url, ask, write },
    keys: new KeyStore(stores.keyDatabase.db, masterKey),
    considered: async (position, views) => {
      for (const view of views) {
        const checkpoint: CheckpointDocument = {
          ...{
            view,
            build: view,
            fence: 0,
            version: 1,
            logId: shop.logId,
            position,
            eventId: 'some-event',
            considered: position,
          },
          updatedAt: '2026-01-01T00:00:00.000Z',
        };
        await db
          .collection<{ _id: string }>(engineCollections.checkpoints)
          .replaceOne({ _id: view }, checkpoint, { upsert: true });
      }
    },
    append: async (streamId, { type, data }, told = {}) => {
      const metadata: EventMetadata = {
        $correlationId: told.correlationId ?? `trace-of-${streamId}`,
        ...{ $causationId: 'some-command', commandId: 'some-command', actor: { kind: 'staff', id: 'staff-clerk' } },
        occurredAt: told.occurredAt ?? new Date().toISOString(),
        ...{ origin: 'live', schemaVersion: 1 },
      };
      const { position } = await eventStore.appendToStream(
        streamId,
        jsonEvent({ id: randomUUID(), type, data: { ...data }, metadata }),
      );
      if (!position) throw new Error('the store named no position');
      return position.commit;
    },
    token: (position) => positionToken({ logId: shop.logId, position }),
    close: async () => {
      await service.close();
      await stores.close();
    },
  };
};

/** Waits until something is so; fails after ten seconds, saying what was waited for. */
export const eventually = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  const until = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};

/** The problem that a reply tells; fails where it is none. */
export const problemIn = ({ status, body, headers }: Reply): Problem => {
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true)
    throw new Error(`answered ${status.toString()}, and no problem: ${JSON.stringify(body)}`);
  // Our own edge wrote it as a problem; a spec looks at its parts.
  return body as Problem;
};

/** Status and code of a refusal, for comparing both at once. */
export const refusalIn = (reply: Reply): readonly [number, string] => [reply.status, problemIn(reply).code];
