import { deriveId } from '@storefold/platform';
import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import type { Timers } from '../timers/timers.js';
import type { InventoryHandlers } from './inventory-handlers.js';
import type { PriceChange } from './price-schedule.js';
import type { ProductRefusal, ProductState } from './product-decider.js';

type PriceOutcome = Outcome<ProductState, ProductRefusal | KeyReused>;

/** Prices that are to come: each is set down with its product, and a timer says when to look at it. */
export class PriceChanges {
  readonly #inventory: InventoryHandlers;
  readonly #timers: Timers;

  constructor(inventory: InventoryHandlers, timers: Timers) {
    this.#inventory = inventory;
    this.#timers = timers;
  }

  readonly product = (sku: string): Promise<ProductState> => this.#inventory.product(sku);

  /** The timer stands before what it is for: one that is refused after it is looked at for nothing. */
  readonly schedule = async (
    change: PriceChange & { readonly sku: string; readonly offered: readonly string[] },
    context: CommandContext,
  ): Promise<PriceOutcome> => {
    const { sku, changeId, effectiveFrom: dueAt } = change;
    const now = context.occurredAt;
    // What is refused for its time alone needs no timer, which would stand in a minute that is past or years away.
    if (dueAt > now && (await this.product(sku)).kind === 'defined')
      await this.#timers.set(
        { timerId: deriveId('price-timer', changeId), dueAt, sku },
        { ...context, bodyHash: undefined },
      );
    return this.#inventory.schedule({ kind: 'schedule-price', now, ...change }, context);
  };

  readonly withdraw = (
    { sku, changeId }: { readonly sku: string; readonly changeId: string },
    context: CommandContext,
  ): Promise<PriceOutcome> => this.#inventory.schedule({ kind: 'withdraw-price-change', sku, changeId }, context);

  /** Makes every change of a product whose time has come, as of the context's time. */
  readonly apply = async (sku: string, context: CommandContext): Promise<PriceOutcome> => {
    // Another process may have scheduled it since this one looked.
    await this.product(sku);
    return this.#inventory.schedule({ kind: 'apply-price-changes', sku, now: context.occurredAt }, context);
  };
}
