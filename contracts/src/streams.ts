/** The kinds of stream that hold the shop's events. A stream's name is `<kind>-<id>`. */
export const streamKinds = [
  'shop',
  // inventory
  'product',
  'range',
  'stock',
  // orders
  'cart',
  'discount',
  'rules',
  'order',
  'register',
  // payments
  'payment',
  'credit',
  'adjustment',
  'reconciliation',
  // people
  'staff',
  'customer',
  'email',
  'message',
  'activity',
  // processes
  'timer',
] as const;
export type StreamKind = (typeof streamKinds)[number];

/** Name of the stream of one thing: `streamName('order', '489434')` is `order-489434`. */
export const streamName = (kind: StreamKind, id: string): string => `${kind}-${id}`;

/** The one stream that says whose log this is. */
export const shopStream = streamName('shop', 'main');

/** Prefixes that select the shop's own events from a log that may hold others'. */
export const streamPrefixes: readonly string[] = streamKinds.map((kind) => `${kind}-`);

/** Splits a stream's name at its first dash; undefined when it is none of the shop's. */
export const parseStreamName = (name: string): { readonly kind: StreamKind; readonly id: string } | undefined => {
  const dash = name.indexOf('-');
  const kind = streamKinds.find((candidate) => candidate === name.slice(0, dash));
  return kind === undefined ? undefined : { kind, id: name.slice(dash + 1) };
};
