import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import {
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { logIdOf, shopStream, type EventMetadata } from '@storefold/contracts';
import { toRecorded } from './to-recorded.js';

/** Whose log this is. `logId` belongs to every position that leaves the system. */
export type Shop = {
  readonly logId: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
};

/** Reads the first event of the shop's stream; undefined where nobody opened a shop on this log yet. */
export const findShop = async (client: EventStoreDBClient): Promise<Shop | undefined> => {
  let found: Shop | undefined;
  try {
    // Read to the end, though one event is all there is: a read that is left early keeps `dispose` waiting for ever.
    for await (const { event } of client.readStream(shopStream, { maxCount: 1 })) {
      if (!event) continue;
      const recorded = toRecorded(event);
      if (recorded.type !== 'ShopOpened')
        throw new Error(`the first event of ${shopStream} is ${recorded.type}, expected ShopOpened`);
      const { name, currency, timeZone } = recorded.data;
      found = { logId: logIdOf(recorded.eventId), name, currency, timeZone };
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return found;
};

/** Opens the shop on an empty log; on a log that has one, answers that one whatever is asked. Safe to repeat and to race. */
export const openShop = async (
  client: EventStoreDBClient,
  wish: { readonly name: string; readonly currency: string; readonly timeZone: string; readonly now: string },
): Promise<Shop> => {
  const known = await findShop(client);
  if (known) return known;
  const { now, ...data } = wish;
  const shopId = randomUUID();
  const metadata: EventMetadata = {
    $correlationId: shopId,
    $causationId: shopId,
    commandId: shopId,
    actor: { kind: 'system', id: 'first-start' },
    occurredAt: now,
    origin: 'live',
    schemaVersion: 1,
  };
  try {
    await client.appendToStream(
      shopStream,
      jsonEvent({ id: randomUUID(), type: 'ShopOpened', data: { shopId, ...data }, metadata }),
      {
        expectedRevision: NO_STREAM,
      },
    );
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
  const opened = await findShop(client);
  if (!opened) throw new Error(`${shopStream} was written and cannot be read`);
  return opened;
};

/** Waits until a command side has opened the shop on this log. Errors of the store count as "not yet". */
export const waitForShop = async (client: EventStoreDBClient, signal?: AbortSignal): Promise<Shop> => {
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 500)) {
    signal?.throwIfAborted();
    const shop = await findShop(client).catch(() => undefined);
    if (shop) return shop;
    await sleep(pause, undefined, signal ? { signal } : {});
  }
};
