import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Principal } from '@storefold/contracts';
import type { KeyStore, LiveReadModels, OrderLinks, Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import type { InjectionToken } from 'tsyringe';
import type { RecommendationQuestions } from '../analytics/recommendation-questions.js';
import type { SalesQuestions } from '../analytics/sales-questions.js';
import type { AsOfQuestions } from '../audit/as-of-questions.js';
import type { LogQuestions } from '../audit/log-questions.js';
import type { Freshness } from '../freshness/freshness.js';
import type { InvoiceQuestions } from '../invoices/invoice-questions.js';
import type { OrderQuestions } from '../shop/order-questions.js';
import type { OwnEvents } from '../shop/own-events.js';
import type { ProductQuestions } from '../shop/product-questions.js';
import type { ReconciliationQuestions } from '../desk/reconciliation-questions.js';
import type { StatusQuestion } from '../status/status-question.js';

const token = <Value>(name: string): InjectionToken<Value> => Symbol(name);

/** What can be asked for, by name: no class is found by reflection. */
export const T = {
  Live: token<LiveReadModels>('Live'),
  /** Read models that are live, by the names of views. */
  Db: token<Db>('Db'),
  EventStore: token<EventStoreDBClient>('EventStore'),
  KeyStore: token<KeyStore>('KeyStore'),
  Links: token<OrderLinks>('Links'),
  Shop: token<Shop>('Shop'),
  /** Of one request. */
  Viewer: token<Principal>('Viewer'),
  /** Of a link to an order, unproven. */
  LinkToken: token<{ readonly shown: string | undefined }>('LinkToken'),
  After: token<{ readonly position: bigint | undefined }>('After'),
  Freshness: token<Freshness>('Freshness'),
  OwnEvents: token<OwnEvents>('OwnEvents'),
  Products: token<ProductQuestions>('Products'),
  Orders: token<OrderQuestions>('Orders'),
  Reconciliation: token<ReconciliationQuestions>('Reconciliation'),
  Invoices: token<InvoiceQuestions>('Invoices'),
  Sales: token<SalesQuestions>('Sales'),
  Recommendations: token<RecommendationQuestions>('Recommendations'),
  Log: token<LogQuestions>('Log'),
  AsOf: token<AsOfQuestions>('AsOf'),
  Status: token<StatusQuestion>('Status'),
};
