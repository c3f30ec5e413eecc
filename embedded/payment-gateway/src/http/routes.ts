import { ApiError, missing } from '../api/api-error.js';
import type { Desk } from '../api/books.js';
import { closeDispute, updateDispute } from '../api/disputes.js';
import { cancelIntent, captureIntent } from '../api/capture.js';
import { confirmIntent, createIntent, updateIntent } from '../api/intents.js';
import * as P from '../api/parameters.js';
import { createPaymentMethod, updatePaymentMethod } from '../api/payment-methods.js';
import { createRefund } from '../api/refunds.js';
import type { Kind, Objects, PaymentIntent } from '../objects.js';
import type { Store } from '../storage/store.js';
import type { Asked } from './asked.js';
import { createEndpoint, removeEndpoint, updateEndpoint } from './endpoints.js';
import { pageOf } from './pages-of.js';

type Handle = (desk: Desk, given: unknown, id: string, asked: Asked) => object;
export type ApiRoute = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `:id` stands for one part of the path. */
  readonly path: string;
  /** Whether the key that browsers have is enough. */
  readonly publishable?: true;
  readonly handle: Handle;
};

const find = <K extends Kind>(desk: Desk, kind: K, id: string): Objects[K] => {
  const found = desk.books.find(kind, id);
  if (!found) throw missing(kind, id);
  return found;
};

/** A browser sees only the payment whose secret it was told. */
const intentFor = (desk: Desk, id: string, asked: Asked, secret: string | undefined): PaymentIntent => {
  const intent = find(desk, 'payment_intent', id);
  if (asked.key === 'publishable' && secret !== intent.client_secret) throw missing('payment_intent', id);
  return intent;
};
const shownTo = (asked: Asked, intent: PaymentIntent): object => {
  if (asked.key === 'secret') return intent;
  const { metadata: _, receipt_email: __, ...shown } = intent;
  return shown;
};

const intents: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/payment_intents',
    handle: (desk, given) => createIntent(desk, P.parameters(P.intentCreation, given)),
  },
  {
    method: 'GET',
    path: '/v1/payment_intents',
    handle: (desk, given) =>
      pageOf('/v1/payment_intents', desk.books.list('payment_intent'), P.parameters(P.intentList, given)),
  },
  {
    method: 'GET',
    path: '/v1/payment_intents/:id',
    publishable: true,
    handle: (desk, given, id, asked) =>
      shownTo(asked, intentFor(desk, id, asked, P.parameters(P.retrieval, given).client_secret)),
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id',
    handle: (desk, given, id) =>
      updateIntent(desk, find(desk, 'payment_intent', id), P.parameters(P.intentUpdate, given)),
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    publishable: true,
    handle: (desk, given, id, asked) => {
      const wanted = P.parameters(P.intentConfirmation, given);
      return shownTo(asked, confirmIntent(desk, intentFor(desk, id, asked, wanted.client_secret), wanted));
    },
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id/capture',
    handle: (desk, given, id) =>
      captureIntent(desk, find(desk, 'payment_intent', id), P.parameters(P.intentCapture, given)),
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id/cancel',
    handle: (desk, given, id) => {
      const { cancellation_reason } = P.parameters(P.intentCancellation, given);
      return cancelIntent(desk, find(desk, 'payment_intent', id), cancellation_reason);
    },
  },
];

const methods: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/payment_methods',
    publishable: true,
    handle: (desk, given) => createPaymentMethod(desk, P.parameters(P.paymentMethodCreation, given)),
  },
  {
    method: 'GET',
    path: '/v1/payment_methods/:id',
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return find(desk, 'payment_method', id);
    },
  },
  {
    method: 'POST',
    path: '/v1/payment_methods/:id',
    handle: (desk, given, id) =>
      updatePaymentMethod(desk, find(desk, 'payment_method', id), P.parameters(P.paymentMethodUpdate, given)),
  },
];

/** A kind of object that can be looked at, and noted something on, and that is made by what happens. */
const seen = (kind: 'charge' | 'refund', path: string): readonly ApiRoute[] => [
  {
    method: 'GET',
    path: `${path}/:id`,
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return find(desk, kind, id);
    },
  },
  {
    method: 'POST',
    path: `${path}/:id`,
    handle: (desk, given, id) => {
      const object = find(desk, kind, id);
      const metadata = P.mergedMetadata(object.metadata, P.parameters(P.metadataUpdate, given).metadata);
      const updated = { ...object, metadata };
      desk.books.put(updated);
      return updated;
    },
  },
];

const money: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/charges',
    handle: (desk, given) => {
      const page = P.parameters(P.ofIntentList, given);
      return pageOf('/v1/charges', desk.books.list('charge', page.payment_intent), page);
    },
  },
  ...seen('charge', '/v1/charges'),
  {
    method: 'POST',
    path: '/v1/refunds',
    handle: (desk, given) => createRefund(desk, P.parameters(P.refundCreation, given)),
  },
  {
    method: 'GET',
    path: '/v1/refunds',
    handle: (desk, given) => {
      const page = P.parameters(P.refundList, given);
      return pageOf('/v1/refunds', desk.books.list('refund', page.payment_intent ?? page.charge), page);
    },
  },
  ...seen('refund', '/v1/refunds'),
  {
    method: 'GET',
    path: '/v1/disputes',
    handle: (desk, given) => {
      const page = P.parameters(P.refundList, given);
      return pageOf('/v1/disputes', desk.books.list('dispute', page.payment_intent ?? page.charge), page);
    },
  },
  {
    method: 'GET',
    path: '/v1/disputes/:id',
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return find(desk, 'dispute', id);
    },
  },
  {
    method: 'POST',
    path: '/v1/disputes/:id',
    handle: (desk, given, id) => updateDispute(desk, find(desk, 'dispute', id), P.parameters(P.disputeUpdate, given)),
  },
  {
    method: 'POST',
    path: '/v1/disputes/:id/close',
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return closeDispute(desk, find(desk, 'dispute', id));
    },
  },
];

const tellings = (store: Store): readonly ApiRoute[] => [
  {
    method: 'GET',
    path: '/v1/events',
    handle: (desk, given) => {
      const page = P.parameters(P.eventList, given);
      const wanted = page.types ?? (page.type === undefined ? undefined : [page.type]);
      const matches = (type: string) =>
        wanted?.some((name) => (name.endsWith('.*') ? type.startsWith(name.slice(0, -1)) : type === name)) ?? true;
      const events = function* () {
        for (const event of desk.books.list('event')) if (matches(event.type)) yield event;
      };
      return pageOf('/v1/events', events(), page);
    },
  },
  {
    method: 'GET',
    path: '/v1/events/:id',
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return find(desk, 'event', id);
    },
  },
  {
    method: 'POST',
    path: '/v1/webhook_endpoints',
    handle: (desk, given) => createEndpoint(desk, store, P.parameters(P.endpointCreation, given)),
  },
  {
    method: 'GET',
    path: '/v1/webhook_endpoints',
    handle: (desk, given) =>
      pageOf('/v1/webhook_endpoints', desk.books.list('webhook_endpoint'), P.parameters(P.intentList, given)),
  },
  {
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return find(desk, 'webhook_endpoint', id);
    },
  },
  {
    method: 'POST',
    path: '/v1/webhook_endpoints/:id',
    handle: (desk, given, id) =>
      updateEndpoint(desk, find(desk, 'webhook_endpoint', id), P.parameters(P.endpointUpdate, given)),
  },
  {
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    handle: (desk, given, id) => {
      P.parameters(P.nothing, given);
      return removeEndpoint(desk, find(desk, 'webhook_endpoint', id));
    },
  },
];

/** Every route of the API. */
export const apiRoutes = (store: Store): readonly ApiRoute[] => [...intents, ...methods, ...money, ...tellings(store)];

export type Match = { readonly route: ApiRoute; readonly id: string };

/** The route of a request. @throws ApiError 404 where there is none */
export const routeOf = (routes: readonly ApiRoute[], method: string, path: string): Match => {
  const parts = path.split('/');
  for (const route of routes) {
    if (route.method !== method) continue;
    const pattern = route.path.split('/');
    if (pattern.length !== parts.length) continue;
    if (!pattern.every((part, index) => part === ':id' || part === parts[index])) continue;
    const place = pattern.indexOf(':id');
    return { route, id: place === -1 ? '' : decodeURIComponent(parts[place] ?? '') };
  }
  throw new ApiError(
    404,
    'invalid_request_error',
    `Unrecognized request URL (${method}: ${path}). This gateway speaks a part of Stripe's API: see its README.`,
  );
};
