import { jsonEvent, type JSONEventData } from '@eventstore/db-client';

export const EVENT_TYPE = 'OrderPlaced';
const DATA_BYTES = 336;
const PAD = 'storefold '.repeat(DATA_BYTES / 10 + 1);

/** Data that is 336 bytes as JSON. */
export const eventData = (n: number): { readonly n: number; readonly pad: string } => {
  const bare = JSON.stringify({ n, pad: '' }).length;
  return { n, pad: PAD.slice(0, DATA_BYTES - bare) };
};

export const newEvents = (count: number, from = 0): JSONEventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: EVENT_TYPE, data: eventData(from + n) }));
