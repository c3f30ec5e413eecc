/** The kinds of stream that hold the shop's events. A stream's name is `<kind>-<id>`. */
export const streamKinds = [
  'shop',
  'product',
  'family',
  'stock',
  'cart',
  'terms',
  'discount',
  'order',
  'payment',
  'credit',
  'adjustment',
  'reconciliation',
  'register',
  'staff',
  'customer',
  'email',
  'activity',
  'consent',
  'timer',
  'skips',
  'viewskips',
  'message',
  'models',
] as const;
export type StreamKind = (typeof streamKinds)[number];

/** Name of the stream of one thing: `streamName('order', '489434')` is `order-489434`. */
export const streamName = (kind: StreamKind, id: string): string => `${kind}-${id}`;

/** The one stream that says whose log this is. */
export const shopStream = streamName('shop', 'main');

/** The one stream of the recommender's models: what was trained, compared, promoted and taken back. */
export const modelsStream = streamName('models', 'main');

/** The one stream of what differs between our books and the payment gateway's. */
export const reconciliationStream = streamName('reconciliation', 'main');

/** Name of the timer stream of a moment's minute, such as `timer-2026-11-26T12.30` (UTC). */
export const timerStream = (at: string): string => streamName('timer', minuteOf(at));
/** A moment's minute, as an id: `2026-11-26T12.30` (UTC). */
export const minuteOf = (at: string): string => at.slice(0, 16).replace(':', '.');

/** Prefixes that select the shop's own events from a log that may hold others'. */
export const streamPrefixes: readonly string[] = streamKinds.map((kind) => `${kind}-`);

/** Splits a stream's name at its first dash; undefined when it is none of the shop's. */
export const parseStreamName = (name: string): { readonly kind: StreamKind; readonly id: string } | undefined => {
  const dash = name.indexOf('-');
  const kind = streamKinds.find((candidate) => candidate === name.slice(0, dash));
  return kind === undefined ? undefined : { kind, id: name.slice(dash + 1) };
};
