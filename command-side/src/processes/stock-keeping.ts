import { deriveId } from '@storefold/platform';
import type { Recorded } from '@storefold/contracts';
import type { Clock } from '../clock.js';
import type { InventoryHandlers } from '../inventory/inventory-handlers.js';
import type { OrderHandlers } from '../orders/order-handlers.js';
import type { CommandContext, Refused } from '../streams/command-context.js';
import { afterHold, onEvent, type StockKeepingCommand } from './stock-keeping-policy.js';

/** The process asked for something that cannot be refused, and it was: a person has to look. */
export class ProcessStuck extends Error {
  override readonly name = 'ProcessStuck';
}

type Told = { readonly kind: 'accepted' } | Refused<string>;

/** Carries out what the policy asks for. Handling an event twice is the same as once. */
export class StockKeeping {
  readonly #inventory: InventoryHandlers;
  readonly #orders: OrderHandlers;
  readonly #clock: Clock;

  constructor(inventory: InventoryHandlers, orders: OrderHandlers, clock: Clock) {
    this.#inventory = inventory;
    this.#orders = orders;
    this.#clock = clock;
  }

  /**
   * @throws Unavailable when a store is away: handle the event again
   * @throws ProcessStuck when a command was refused that should not be
   */
  async handle(event: Recorded): Promise<void> {
    for (const command of onEvent(event)) await this.#carryOut(command, event);
  }

  async #carryOut(command: StockKeepingCommand, event: Recorded): Promise<void> {
    switch (command.kind) {
      case 'hold':
        await this.#hold(command, event);
        return;
      case 'release':
        must(await this.#inventory.releaseStock(command, this.#context(event, 'release', command.sku)), event);
        return;
      case 'ship':
        must(await this.#inventory.shipStock(command, this.#context(event, 'ship', command.movementId)), event);
        return;
      case 'return':
        must(await this.#inventory.returnStock(command, this.#context(event, 'return', command.movementId)), event);
        return;
      case 'confirm':
        // Cancelled by its shopper meanwhile: its own event lets go of what was held.
        must(await this.#orders.confirmOrder(command, this.#context(event, 'confirm')), event, 'order-cancelled');
        return;
      case 'cancel':
        must(await this.#orders.cancelOrder(command, this.#context(event, 'cancel')), event);
    }
  }

  async #hold(hold: StockKeepingCommand & { kind: 'hold' }, event: Recorded): Promise<void> {
    const { orderId } = hold;
    for (const { sku, quantity } of hold.pieces) {
      const held = await this.#inventory.reserveStock({ sku, orderId, quantity }, this.#context(event, 'reserve', sku));
      if (held.kind === 'accepted') continue;
      must(held, event, 'not-enough-stock');
      await this.#carryOut(afterHold(orderId, sku), event);
      return;
    }
    await this.#carryOut(afterHold(orderId, undefined), event);
  }

  #context(event: Recorded, ...what: readonly string[]): CommandContext {
    return {
      commandId: deriveId('stock-keeping', event.eventId, ...what),
      actor: { kind: 'process', id: 'stock-keeping' },
      occurredAt: this.#clock(),
      origin: 'live',
      correlationId: event.metadata.$correlationId,
      causationId: event.eventId,
      traceparent: event.metadata.traceparent,
    };
  }
}

const must = (outcome: Told, event: Recorded, unless?: string): void => {
  if (outcome.kind === 'accepted' || outcome.code === unless) return;
  throw new ProcessStuck(
    `${event.type} of ${event.streamId} (position ${event.position.toString()}) led to a refusal: ${outcome.code} ${JSON.stringify(outcome.facts)}`,
  );
};
