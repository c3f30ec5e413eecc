import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';

/** The position of the newest event of the log; undefined in an empty one. */
export const headOf = async (client: EventStoreDBClient): Promise<bigint | undefined> => {
  let head: bigint | undefined;
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
    head = event?.position.commit;
  return head;
};
