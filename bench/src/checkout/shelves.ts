import { EventStoreDBClient } from '@eventstore/db-client';
import { createCommandHandlers } from '@storefold/command-side';
import { createLogger } from '@storefold/platform';

/** Puts products on the shelves of a running shop, through the handlers that its own routes use. */
export const fillShelves = async (
  eventStore: EventStoreDBClient,
  shelves: Readonly<Record<string, number>>,
): Promise<void> => {
  const handlers = createCommandHandlers({ eventStore, logger: createLogger('bench', 'silent') });
  const context = (commandId: string) => ({
    commandId,
    actor: { kind: 'staff' as const, id: 'bench' },
    occurredAt: new Date().toISOString(),
    origin: 'live' as const,
    correlationId: commandId,
  });
  await Promise.all(
    Object.entries(shelves).map(async ([sku, quantity]) => {
      await handlers.defineProduct({ sku, title: sku, priceMinor: 450, currency: 'GBP' }, context(`define-${sku}`));
      const stock = { kind: 'receive', sku, movementId: `first-${sku}`, quantity } as const;
      const outcome = await handlers.updateStock(stock, context(`receive-${sku}`));
      if (outcome.kind === 'refused') throw new Error(`the shelf of ${sku} was not filled: ${outcome.code}`);
    }),
  );
};

/** A client of a running shop's log; `dispose` it. */
export const clientOf = (connectionString: string): EventStoreDBClient =>
  EventStoreDBClient.connectionString(connectionString);
