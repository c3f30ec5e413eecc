import { streamName } from '@storefold/contracts';
import { StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import { toRecorded } from '@storefold/platform';

/** The order as it was placed, where the shop holds one of that id. */
export const heldOrder = async (client: EventStoreDBClient, orderId: string) => {
  try {
    for await (const { event } of client.readStream(streamName('order', orderId), { maxCount: 1 })) {
      if (!event) continue;
      const recorded = toRecorded(event);
      if (recorded.type === 'OrderPlaced') return recorded.data;
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return undefined;
};
