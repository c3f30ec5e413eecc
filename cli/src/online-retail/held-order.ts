import { streamName, type DataOf } from '@storefold/contracts';
import { StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import { toRecorded } from '@storefold/platform';

/** The order as it was placed, where the shop holds one of that id. */
export const heldOrder = async (client: EventStoreDBClient, orderId: string) => {
  let held: DataOf<'OrderPlaced'> | undefined;
  try {
    // Read to the end, though one event is all there is: a read that is left early keeps `dispose` waiting for ever.
    for await (const { event } of client.readStream(streamName('order', orderId), { maxCount: 1 })) {
      if (!event) continue;
      const recorded = toRecorded(event);
      if (recorded.type === 'OrderPlaced') held = recorded.data;
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return held;
};
