import { setTimeout as sleep } from 'node:timers/promises';
import { START, type EventStoreDBClient } from '@eventstore/db-client';
import { newEvents } from './events.js';
import type { Work } from './measure.js';

/** How a load is appended: so many events, in appends of so many, with so many appends on their way at once. */
export type Load = { readonly events: number; readonly perAppend: number; readonly concurrency: number };

/** Every writer has streams of its own, ten appends each, as orders have. */
export const append = async (client: EventStoreDBClient, load: Load, name: string): Promise<Work> => {
  const { events, perAppend, concurrency } = load;
  const appends = Math.ceil(events / perAppend);
  const latencies: number[] = [];
  let begun = 0;
  const writer = async (_: unknown, number: number): Promise<void> => {
    for (let n = 0; begun < appends; n++) {
      begun++;
      const stream = `order-${name}.${number.toString()}.${Math.floor(n / 10).toString()}`;
      const began = performance.now();
      await client.appendToStream(stream, newEvents(perAppend, n));
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, writer));
  return { events: appends * perAppend, latencies };
};

export const readAll = async (client: EventStoreDBClient, events: number): Promise<Work> => {
  let read = 0;
  for await (const { event } of client.readAll({ maxCount: events })) if (event) read++;
  if (read !== events) throw new Error(`$all gave ${read.toString()} events of ${events.toString()}`);
  return { events: read, latencies: [] };
};

/** Reads streams of ten events, one after another. */
export const readStreams = async (
  client: EventStoreDBClient,
  streams: readonly string[],
  times: number,
): Promise<Work> => {
  const latencies: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    let read = 0;
    for await (const { event } of client.readStream(streams[n % streams.length] ?? '', { maxCount: 10 }))
      if (event) read++;
    if (read !== 10) throw new Error(`a stream of 10 gave ${read.toString()} events`);
    latencies.push(performance.now() - began);
  }
  return { events: times, latencies };
};

type Pace = { readonly events: number; readonly perSecond: number };

/**
 * Appends one by one at a steady pace.
 *
 * @returns milliseconds from sending to acknowledgement, of each
 */
export const appendPaced = async (
  client: EventStoreDBClient,
  stream: string,
  { events, perSecond }: Pace,
  onAcknowledged: (id: string) => void = () => undefined,
): Promise<readonly number[]> => {
  const sendToAck: number[] = [];
  const began = performance.now();
  for (const [n, event] of newEvents(events).entries()) {
    await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
    const sent = performance.now();
    await client.appendToStream(stream, event);
    sendToAck.push(performance.now() - sent);
    onAcknowledged(event.id);
  }
  return sendToAck;
};

/**
 * Appends at a steady pace to a stream that is followed.
 *
 * @returns milliseconds; where an event was handled before its acknowledgement came, `ackToHandler` is below zero
 */
export const followLive = async (
  client: EventStoreDBClient,
  stream: string,
  pace: Pace,
): Promise<{ readonly sendToAck: readonly number[]; readonly ackToHandler: readonly number[] }> => {
  const handled = new Map<string, number>();
  const subscription = client.subscribeToStream(stream, { fromRevision: START });
  subscription.on('data', ({ event }) => handled.set(event?.id ?? '', performance.now()));
  await new Promise<void>((resolve, reject) => {
    subscription.once('confirmation', () => {
      resolve();
    });
    subscription.once('error', reject);
  });
  const acknowledged: (readonly [id: string, at: number])[] = [];
  const sendToAck = await appendPaced(client, stream, pace, (id) => acknowledged.push([id, performance.now()]));
  for (let waited = 0; handled.size < pace.events && waited < 5_000; waited += 10) await sleep(10);
  await subscription.unsubscribe();
  const ackToHandler = acknowledged.map(([id, at]) => (handled.get(id) ?? Number.NaN) - at);
  if (ackToHandler.some(Number.isNaN)) throw new Error('the subscription missed events');
  return { sendToAck, ackToHandler };
};
