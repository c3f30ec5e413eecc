import { EventStoreDBClient } from '@eventstore/db-client';

export type LoggedEvent = {
  readonly type: string;
  readonly streamId: string;
  readonly orderId: string | undefined;
  /** What it says, as it is stored. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** Reads the whole log, as an auditor with the official client would. */
export const readShopEvents = async (url: string): Promise<readonly LoggedEvent[]> => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    const events: LoggedEvent[] = [];
    for await (const { event } of client.readAll()) {
      if (!event?.isJson || event.type.startsWith('$')) continue;
      const told: unknown = event.data;
      const data = told !== null && typeof told === 'object' ? { ...told } : {};
      const orderId = 'orderId' in data ? String(data.orderId) : undefined;
      events.push({ type: event.type, streamId: event.streamId, orderId, data });
    }
    return events;
  } finally {
    await client.dispose();
  }
};
