import type { EventStoreDBClient } from '@eventstore/db-client';

/** Commit position of the newest event; 0 where there is none. */
export const endOfLog = async (client: EventStoreDBClient): Promise<bigint> => {
  let position = 0n;
  // Read to the end, though one event is all there is: a read that is left early keeps `dispose` waiting for ever.
  for await (const { event } of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }))
    if (event) position = event.position.commit;
  return position;
};
