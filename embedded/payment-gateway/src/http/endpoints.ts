import type { z } from 'zod';
import type { Desk } from '../api/books.js';
import { mergedMetadata, type endpointCreation, type endpointUpdate } from '../api/parameters.js';
import type { WebhookEndpoint } from '../objects.js';
import type { Store } from '../storage/store.js';

/** Makes an endpoint; its secret is told this once. */
export const createEndpoint = (
  desk: Desk,
  store: Store,
  given: z.infer<typeof endpointCreation>,
  secret: string = desk.newId('whsec_'),
): WebhookEndpoint & { readonly secret: string } => {
  const endpoint: WebhookEndpoint = {
    id: desk.newId('we_'),
    object: 'webhook_endpoint',
    api_version: given.api_version ?? null,
    application: null,
    created: desk.now,
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: mergedMetadata({}, given.metadata),
    status: 'enabled',
    url: given.url,
  };
  desk.books.put(endpoint);
  store.putSecret(endpoint.id, secret);
  return { ...endpoint, secret };
};

export const updateEndpoint = (
  desk: Desk,
  endpoint: WebhookEndpoint,
  { url, enabled_events, description, disabled, metadata }: z.infer<typeof endpointUpdate>,
): WebhookEndpoint => {
  const updated: WebhookEndpoint = {
    ...endpoint,
    url: url ?? endpoint.url,
    enabled_events: enabled_events ?? endpoint.enabled_events,
    description: description ?? endpoint.description,
    metadata: mergedMetadata(endpoint.metadata, metadata),
    ...(disabled === undefined ? {} : { status: disabled ? ('disabled' as const) : ('enabled' as const) }),
  };
  desk.books.put(updated);
  return updated;
};

export const removeEndpoint = (desk: Desk, { id }: WebhookEndpoint) => {
  desk.books.remove('webhook_endpoint', id);
  return { id, object: 'webhook_endpoint' as const, deleted: true };
};

/** The endpoint that the gateway was started with: made, or kept as it was but for its secret and what it asks for. */
export const ensureEndpoint = (
  desk: Desk,
  store: Store,
  url: string,
  secret: string,
  enabled_events: readonly string[] = ['*'],
): void => {
  for (const endpoint of desk.books.list('webhook_endpoint')) {
    if (endpoint.url !== url) continue;
    store.putSecret(endpoint.id, secret);
    desk.books.put({ ...endpoint, status: 'enabled', enabled_events });
    return;
  }
  createEndpoint(desk, store, { url, enabled_events: [...enabled_events] }, secret);
};
