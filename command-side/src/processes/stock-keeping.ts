import { deriveId } from '@storefold/platform';
import type { Recorded } from '@storefold/contracts';
import type { Clock } from '../clock.js';
import type { InventoryHandlers } from '../inventory/inventory-handlers.js';
import type { ReserveStock } from '../inventory/stock-decider.js';
import { reservationOf } from '../inventory/stock-state.js';
import type { OrderHandlers } from '../orders/order-handlers.js';
import type { PlacedOrder } from '../orders/order-state.js';
import type { DiscountHandlers } from '../pricing/discount-handlers.js';
import type { CommandContext, Refused } from '../streams/command-context.js';
import type { Because } from './because.js';
import type { CardKeeping } from './card-keeping.js';
import { ProcessStuck } from './process-stuck.js';
import { bySku, nextStep, onEvent, type Pieces, type StockKeepingCommand, type Wish } from './stock-keeping-policy.js';

type Told = { readonly kind: 'accepted' } | Refused<string>;

/** Carries out what the policy asks for. Handling an event twice is the same as once. */
export class StockKeeping {
  readonly #inventory: InventoryHandlers;
  readonly #orders: OrderHandlers;
  readonly #clock: Clock;
  readonly #money: CardKeeping | undefined;
  readonly #discounts: DiscountHandlers | undefined;

  /**
   * @param money undefined where the shop takes no cards
   * @param discounts undefined where no codes are known of
   */
  constructor(
    inventory: InventoryHandlers,
    orders: OrderHandlers,
    clock: Clock,
    money?: CardKeeping,
    discounts?: DiscountHandlers,
  ) {
    this.#discounts = discounts;
    this.#money = money;
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
      case 'advance':
        await this.advance(command.orderId, event);
        return;
      case 'release':
        must(await this.#inventory.releaseStock(command, this.#context(command, event, command.sku)), event);
        return;
      case 'release-pieces': {
        const { sku, orderId, movementId, quantity } = command;
        const named = this.#context(command, event, movementId);
        must(await this.#inventory.releaseStock({ sku, orderId, only: { movementId, quantity } }, named), event);
        return;
      }
      case 'ship':
        must(await this.#inventory.shipStock(command, this.#context(command, event, command.movementId)), event);
        return;
      case 'return':
        must(await this.#inventory.returnStock(command, this.#context(command, event, command.movementId)), event);
        return;
      case 'give-back-discount':
        await this.#giveBack(command.orderId, [command.code], event);
        return;
      case 'settle':
        await this.#money?.settle(command.orderId, event);
        return;
      case 'refund-return':
        await this.#money?.refundReturn(command, event);
        return;
      case 'finish-refund':
        await this.#money?.finishRefund(command.orderId, command.refundId, event);
        return;
      case 'try-refund-again-later':
        await this.#money?.tryAgainLater(command, command.failedAt, event);
    }
  }

  /**
   * Looks at an order and its shelves as they are now, and does what is next: holds what is not held yet, confirms what is
   * held whole, cancels what cannot be, lets go of what was cancelled. So it matters neither in which order events come nor
   * how often, nor where the step before broke off.
   */
  async advance(orderId: string, because: Because): Promise<void> {
    // One that was cancelled elsewhere meanwhile is told so when it is to be confirmed, and lets go of everything then.
    const state = await this.#orders.knownOrder(orderId);
    if (state.status === 'cancelled') await this.#undo(state.order, because);
    else if (state.status === 'placed') await this.#hold(state.order, because);
    else await this.#money?.settle(orderId, because);
  }

  /**
   * An order that was not confirmed in time is cancelled and lets go of what it holds.
   *
   * @param discountCodes of which it may have a place although it never came to stand
   */
  async expire(orderId: string, because: Because, discountCodes: readonly string[] = []): Promise<void> {
    const { state } = await this.#orders.order(orderId);
    if (state.status === 'none') await this.#giveBack(orderId, discountCodes, because);
    if (state.status === 'none' || state.status === 'shipping' || state.status === 'confirmed') return;
    if (state.status === 'placed') await this.#cancel(state.order, 'not-confirmed-in-time', because);
    await this.advance(orderId, because);
  }

  /** The time of a refund has come that the bank did not take before. */
  async tryRefundAgain(orderId: string, refundId: string, because: Because): Promise<void> {
    await this.#money?.tryAgain(orderId, refundId, because);
  }

  async #giveBack(orderId: string, codes: readonly string[], because: Because): Promise<void> {
    for (const code of codes) {
      const outcome = await this.#discounts?.giveBack(
        { code, orderId },
        this.#ofOrder(orderId, because, 'give-back', code),
      );
      if (outcome?.kind === 'refused') throw stuck(outcome, because);
    }
  }

  async #hold(order: PlacedOrder, because: Because): Promise<void> {
    const { orderId, confirmBy } = order;
    const pieces = bySku(order.lines);
    const wishes: { sku: string; wish: Wish }[] = [];
    // One after the other, and none behind one that is not held: two orders never wait for each other.
    for (const { sku, quantity } of pieces) {
      const wish = await this.#wishFor(
        { sku, orderId, quantity, ...(confirmBy === undefined ? {} : { expiresAt: confirmBy }) },
        because,
      );
      wishes.push({ sku, wish });
      if (wish !== 'held' && wish !== 'committed') break;
    }
    const step = nextStep(wishes, confirmBy !== undefined && confirmBy <= this.#clock());
    if (step.kind === 'cancel') await this.#cancel(order, step.reason, because);
    if (step.kind !== 'confirm') return;
    if (await this.#isAssured(order, because)) await this.#confirm(order, pieces, because);
    // What waits for its shopper may have been cancelled elsewhere before we held it.
    else if ((await this.#orders.order(orderId)).state.status === 'cancelled') await this.#undo(order, because);
  }

  async #isAssured(order: PlacedOrder, because: Because): Promise<boolean> {
    if (this.#money) return this.#money.assure(order, because);
    if (order.payment === undefined) return true;
    throw new ProcessStuck(
      `order ${order.orderId} is to be paid by card, and no gateway is set up: see PAYMENT_GATEWAY_URL`,
    );
  }

  async #wishFor(wish: Omit<ReserveStock, 'kind'>, because: Because): Promise<Wish> {
    const { sku, orderId } = wish;
    const outcome = await this.#inventory.reserveStock(wish, this.#ofOrder(orderId, because, 'reserve', sku));
    if (outcome.kind === 'accepted') {
      // What was asked for before is told as this process knows it: others may have given it what it waited for since.
      const isNews = outcome.events.length > 0;
      const known = reservationOf(outcome.state, orderId);
      const became =
        isNews || known === 'held' || known === 'committed'
          ? known
          : reservationOf(await this.#inventory.shelf(sku), orderId);
      // It is asked for just now, so it is somewhere; a state that forgot it after ten thousand others says nothing.
      return became === 'none' ? 'ended' : became;
    }
    if (outcome.code === 'not-enough-stock' || outcome.code === 'too-many-waiting') return 'sold-out';
    if (outcome.code === 'reservation-too-late') return 'too-late';
    throw stuck(outcome, because);
  }

  /** Makes every hold sure, and then the order: once it is, no time takes anything from it. */
  async #confirm(order: PlacedOrder, pieces: readonly Pieces[], because: Because): Promise<void> {
    const { orderId } = order;
    const outcomes = await Promise.all(
      pieces.map(({ sku }) =>
        this.#inventory.commitStock({ sku, orderId }, this.#ofOrder(orderId, because, 'commit', sku)),
      ),
    );
    for (const outcome of outcomes) {
      if (outcome.kind === 'accepted') continue;
      // Its time was over in between.
      if (outcome.code !== 'reservation-not-held') throw stuck(outcome, because);
      await this.#cancel(order, 'not-confirmed-in-time', because);
      return;
    }
    const confirmed = await this.#orders.confirmOrder({ orderId }, this.#ofOrder(orderId, because, 'confirm'));
    if (confirmed.kind === 'accepted') return;
    if (confirmed.code !== 'order-cancelled') throw stuck(confirmed, because);
    // Cancelled meanwhile, and whoever let go of its stock may have done so before we held it.
    await this.#undo(order, because);
  }

  async #cancel(order: PlacedOrder, reason: string, because: Because): Promise<void> {
    const { orderId } = order;
    const context = this.#ofOrder(orderId, because, 'cancel');
    const outcome = await this.#orders.cancelOrder({ orderId, reason, onlyUnconfirmed: true }, context);
    if (outcome.kind === 'refused') {
      if (outcome.code === 'order-confirmed') return;
      throw stuck(outcome, because);
    }
    // It was cancelled elsewhere, and whoever undid it then may not have seen what we did since.
    if (outcome.events.length === 0) await this.#undo(order, because);
  }

  /** A cancelled order keeps neither stock nor money. */
  async #undo(order: PlacedOrder, because: Because): Promise<void> {
    await this.#release(order, because);
    await this.#money?.settle(order.orderId, because);
  }

  async #release({ orderId, lines }: PlacedOrder, because: Because): Promise<void> {
    for (const { sku } of bySku(lines)) {
      const outcome = await this.#inventory.releaseStock(
        { sku, orderId },
        this.#ofOrder(orderId, because, 'release', sku),
      );
      if (outcome.kind === 'refused') throw stuck(outcome, because);
    }
  }

  /** Of what follows from one event, and happens once for it. */
  #context(command: { readonly kind: string }, event: Recorded, ...what: readonly string[]): CommandContext {
    return this.#named(deriveId('stock-keeping', event.eventId, command.kind, ...what), event);
  }

  /** Of what happens once for an order, whichever event led to it. */
  #ofOrder(orderId: string, because: Because, ...what: readonly string[]): CommandContext {
    return this.#named(deriveId('checkout', orderId, ...what), because);
  }

  #named(commandId: string, { eventId, metadata }: Because): CommandContext {
    return {
      commandId,
      actor: { kind: 'process', id: 'stock-keeping' },
      occurredAt: this.#clock(),
      origin: 'live',
      correlationId: metadata.$correlationId,
      causationId: eventId,
      traceparent: metadata.traceparent,
    };
  }
}

const stuck = (refused: Refused<string>, { eventId }: Because): ProcessStuck =>
  new ProcessStuck(`what followed event ${eventId} was refused: ${refused.code} ${JSON.stringify(refused.facts)}`);

const must = (outcome: Told, event: Recorded): void => {
  if (outcome.kind === 'accepted') return;
  throw new ProcessStuck(
    `${event.type} of ${event.streamId} (position ${event.position.toString()}) led to a refusal: ${outcome.code} ${JSON.stringify(outcome.facts)}`,
  );
};
