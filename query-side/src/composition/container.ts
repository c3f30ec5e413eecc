import 'reflect-metadata';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { KeyStore, LiveReadModels, OrderLinks, RouteRequest, Shop } from '@storefold/platform';
import { container as root, type DependencyContainer } from 'tsyringe';
import { RecommendationQuestions } from '../analytics/recommendation-questions.js';
import { SalesQuestions } from '../analytics/sales-questions.js';
import { AsOfQuestions } from '../audit/as-of-questions.js';
import { LogQuestions } from '../audit/log-questions.js';
import { ReconciliationQuestions } from '../desk/reconciliation-questions.js';
import { Freshness } from '../freshness/freshness.js';
import { InvoiceQuestions } from '../invoices/invoice-questions.js';
import { OrderQuestions } from '../shop/order-questions.js';
import { OwnEvents } from '../shop/own-events.js';
import { ProductQuestions } from '../shop/product-questions.js';
import { StatusQuestion } from '../status/status-question.js';
import { T } from './tokens.js';

export type Stores = {
  readonly live: LiveReadModels;
  readonly eventStore: EventStoreDBClient;
  readonly keys: KeyStore;
  readonly links: OrderLinks;
  readonly shop: Shop;
};

/** What a running service answers from. */
export type Service = DependencyContainer;

/** The container of a running service: stores and the questions that they answer. */
export const createContainer = ({ live, eventStore, keys, links, shop }: Stores): Service =>
  root
    .createChildContainer()
    .register(T.Live, { useValue: live })
    .register(T.Db, { useValue: live.db })
    .register(T.EventStore, { useValue: eventStore })
    .register(T.KeyStore, { useValue: keys })
    .register(T.Links, { useValue: links })
    .register(T.Shop, { useValue: shop })
    .register(T.Freshness, { useFactory: (c) => new Freshness(c.resolve(T.Live), c.resolve(T.After).position) })
    .register(T.Products, { useFactory: (c) => new ProductQuestions(c.resolve(T.Db), c.resolve(T.Shop)) })
    .register(T.Orders, {
      useFactory: (c) =>
        new OrderQuestions(c.resolve(T.Db), c.resolve(T.Shop), c.resolve(T.KeyStore), {
          principal: c.resolve(T.Viewer),
          hasLinkTo: (orderId) => c.resolve(T.Links).isTrue(orderId, c.resolve(T.LinkToken).shown),
        }),
    })
    .register(T.OwnEvents, {
      useFactory: (c) => new OwnEvents(c.resolve(T.EventStore), c.resolve(T.Shop), c.resolve(T.Viewer)),
    })
    .register(T.Invoices, {
      useFactory: (c) => new InvoiceQuestions(c.resolve(T.Db), c.resolve(T.KeyStore), c.resolve(T.Orders)),
    })
    .register(T.Reconciliation, { useFactory: (c) => new ReconciliationQuestions(c.resolve(T.Db)) })
    .register(T.Sales, { useFactory: (c) => new SalesQuestions(c.resolve(T.Db), c.resolve(T.Shop)) })
    .register(T.Recommendations, {
      useFactory: (c) => new RecommendationQuestions(c.resolve(T.Db), c.resolve(T.Shop)),
    })
    .register(T.Log, {
      useFactory: (c) => new LogQuestions(c.resolve(T.EventStore), c.resolve(T.Db), c.resolve(T.Shop)),
    })
    .register(T.AsOf, { useFactory: (c) => new AsOfQuestions(c.resolve(T.EventStore), c.resolve(T.Shop)) })
    .register(T.Status, { useFactory: (c) => new StatusQuestion(c.resolve(T.Live), c.resolve(T.Shop)) });

/** One question, asked by someone: a child container that carries who asks and the position the answer must have reached. */
export const askedBy = (
  service: Service,
  { principal, linkToken }: Pick<RouteRequest<unknown, unknown, unknown>, 'principal' | 'linkToken'>,
  after: bigint | undefined,
): DependencyContainer =>
  service
    .createChildContainer()
    .register(T.Viewer, { useValue: principal })
    .register(T.LinkToken, { useValue: { shown: linkToken } })
    .register(T.After, { useValue: { position: after } });
