import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { deriveId, followLog, toRecorded, type KeyStore, type Logger } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { OrderHandlers } from '../orders/order-handlers.js';
import { leftToShip } from '../orders/order-state.js';
import type { CommandContext } from '../streams/command-context.js';
import type { CustomerCredentials } from './customer-credentials.js';
import { customerKeyId, type CustomerHandlers, type CustomerOutcome } from './customer-handlers.js';
import type { Registration } from './registration.js';

/** An order that was announced so long ago and is not there never will be. */
const NEVER_PLACED_AFTER_MS = 600_000;

export type ErasureParts = {
  readonly customers: CustomerHandlers;
  readonly orders: OrderHandlers;
  readonly registration: Registration;
  readonly credentials: CustomerCredentials;
  readonly keys: KeyStore;
  readonly clock: Clock;
};

/** Makes that nobody can tell any more who a customer was. */
export class Erasure {
  readonly #parts: ErasureParts;

  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  /** While something is to be sent to them it is refused: it would have nowhere to go. */
  readonly erase = async (customerId: string, context: CommandContext): Promise<CustomerOutcome> => {
    const { customers } = this.#parts;
    const command = { kind: 'erase', customerId, at: context.occurredAt } as const;
    const outcome = await customers.handle({ ...command, closed: await this.#closed(customerId) }, context);
    if (outcome.kind === 'accepted' && outcome.state.kind === 'erased')
      await this.apply(customerId, outcome.state.emailHash);
    return outcome;
  };

  /** Does what `CustomerErased` says. Safe to repeat: done at every start, so that a backup of keys brings nobody back. */
  async apply(customerId: string, emailHash: string): Promise<void> {
    const { keys, credentials, registration, clock } = this.#parts;
    await keys.destroy(customerKeyId(customerId));
    await credentials.remove(emailHash, customerId);
    const commandId = deriveId('release-email', customerId);
    await registration.release(emailHash, customerId, {
      ...{ commandId, correlationId: commandId, actor: { kind: 'process', id: 'erasure' } },
      ...{ occurredAt: clock(), origin: 'live' },
    });
  }

  async #closed(customerId: string): Promise<ReadonlySet<string>> {
    const { customers, orders, clock } = this.#parts;
    const customer = await customers.customer(customerId);
    const closed = new Set<string>();
    if (customer.kind !== 'active') return closed;
    for (const [orderId, orderedAt] of customer.orders) {
      const { state } = await orders.order(orderId);
      const isClosed =
        state.status === 'none'
          ? Date.parse(clock()) - Date.parse(orderedAt) > NEVER_PLACED_AFTER_MS
          : state.status === 'cancelled' || leftToShip(state).length === 0;
      if (isClosed) closed.add(orderId);
    }
    return closed;
  }
}

const RETRY_MS = { first: 1_000, most: 60_000 } as const;

/**
 * Applies every erasure of the log, from its beginning, and goes on with those that other processes decide.
 *
 * @returns `applied` resolves when all that stood in the log at the start is applied
 */
export const followErasures = (
  erasure: Erasure,
  { client, logger }: { readonly client: EventStoreDBClient; readonly logger: Logger },
): { readonly applied: Promise<void>; readonly close: () => Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let tell: () => void = () => undefined;
  const applied = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const follow = async (): Promise<void> => {
    let from: bigint | undefined;
    let told = '';
    for (let pause: number = RETRY_MS.first; !signal.aborted; pause = Math.min(2 * pause, RETRY_MS.most)) {
      try {
        await followLog({
          ...{ client, from, logger, signal, eventTypes: ['CustomerErased'] },
          onBatch: async (entries, considered) => {
            for (const entry of entries) {
              const event = toRecorded(entry);
              if (event.type === 'CustomerErased') await erasure.apply(event.data.customerId, event.data.emailHash);
            }
            from = considered;
            told = '';
            pause = RETRY_MS.first;
          },
          onCaughtUp: tell,
        });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        // Once, however long it lasts: each try would say the same.
        if (why !== told) logger.error({ err: error }, 'an erasure could not be applied; trying again until it is');
        told = why;
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
    tell();
  };
  const running = follow();
  return {
    applied,
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
