import type { Recorded } from '@storefold/contracts';
import { SeededRandom } from '@storefold/event-store/testing';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { CardPayments } from '../payments/card-payments.js';
import { GatewayAway } from '../payments/gateway/card-gateway.js';
import { PaymentHandlers } from '../payments/payment-handlers.js';
import { CardKeeping } from '../processes/card-keeping.js';
import { StockKeeping } from '../processes/stock-keeping.js';
import { stockKeepingTypes } from '../processes/stock-keeping-policy.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from './contexts.js';
import { InterleavedStore, Scheduler } from './interleaved.js';
import { MemoryStore } from './memory-store.js';
import { cards, interleavedGateway, SimulatedBank } from './simulated-bank.js';
import { longWayBack } from './story-return.js';
import type { StoryOrder } from './story-order.js';

const START = Date.parse('2026-11-26T12:00:00.000Z');
const MINUTE = 60_000;
export const SKUS = ['CUP', 'MUG', 'POT'];

/** One life of a small shop: some orders over few pieces, two processes, a bank, deaths, time. */
export class CheckoutStory {
  readonly store = new MemoryStore();
  readonly bank = new SimulatedBank();
  readonly scheduler: Scheduler;
  readonly random: () => number;
  readonly orders: readonly StoryOrder[];
  now = START;
  readonly #acknowledged = new Set<string>();
  /** Timers that were dealt with: they come once. */
  readonly #fired = new Set<string>();
  #names = 0;

  constructor(seed: number) {
    const chance = new SeededRandom(seed);
    this.random = () => chance.next();
    this.scheduler = new Scheduler(this.random);
    this.orders = Array.from({ length: 2 + this.#upTo(4) }, (_, n) => this.#order(`o${n.toString()}`));
  }

  #order(orderId: string): StoryOrder {
    const skus = SKUS.filter(() => this.random() < 0.6);
    const card = ([undefined, undefined, 'good', 'good', 'bad', 'asks'] as const)[this.#upTo(6)];
    const approves = ([true, true, false, undefined] as const)[this.#upTo(4)];
    return {
      ...{ orderId, skus: skus.length > 0 ? skus : ['MUG'], card, approves },
      ...{ cancels: this.random() < 0.3, triesAgain: this.random() < 0.6 },
      ...{ isShipped: this.random() < 0.4, comesBack: this.random() < 0.5 },
      ...{ inParts: this.random() < 0.4, takesOut: this.random() < 0.5 },
    };
  }

  #upTo(most: number): number {
    return Math.floor(this.random() * most);
  }

  /** A process over the common store: its own memory, its own connections. */
  #process(who: string, lives = Infinity) {
    const store = new InterleavedStore(this.store, this.scheduler, who, this.random, lives);
    const runtime = createStreamRuntime({ store, logger: silent, retryPace: 0 });
    const [inventory, orders, payments] = [
      new InventoryHandlers(runtime),
      new OrderHandlers(runtime),
      new PaymentHandlers(runtime),
    ];
    const clock = () => new Date(this.now).toISOString();
    const gateway = interleavedGateway(this.bank, (what, work) =>
      store.outside(what, work, () => new GatewayAway('no answer came')),
    );
    const money = new CardPayments(payments, gateway, clock, (orderId) => `https://shop.example/orders/${orderId}`);
    const keeping = new StockKeeping(inventory, orders, clock, new CardKeeping(money, payments, orders, clock));
    return { store, inventory, orders, money, keeping };
  }

  #live(name: string) {
    return contextOf(name, { occurredAt: new Date(this.now).toISOString() });
  }

  async #open(): Promise<void> {
    const { inventory } = this.#process('clerk');
    for (const sku of SKUS) {
      await this.#together([
        inventory.defineProduct({ sku, title: sku, priceMinor: 100, currency: 'GBP' }, this.#live(`define ${sku}`)),
      ]);
      const quantity = 1 + this.#upTo(7);
      await this.#together([
        inventory.updateStock(
          { kind: 'receive', sku, movementId: `first-${sku}`, quantity },
          this.#live(`receive ${sku}`),
        ),
      ]);
    }
  }

  /** Somebody else, who holds a piece of some shelves while they wait for their bank: then pays, leaves, or is forgotten. */
  async #others(what: 'come' | 'decide' | 'leave'): Promise<void> {
    const { inventory } = this.#process('others');
    for (const sku of SKUS) {
      const wish = { sku, orderId: `other-${sku}` };
      const context = this.#live(`${what} ${sku}`);
      if (what === 'come') {
        const expiresAt = new Date(START + (5 + this.#upTo(60)) * MINUTE).toISOString();
        if (this.random() < 0.7) await inventory.reserveStock({ ...wish, quantity: 1, expiresAt }, context);
      } else if (what === 'leave') await inventory.releaseStock(wish, context);
      else if (this.random() < 0.3) await inventory.commitStock(wish, context);
      else if (this.random() < 0.3) await inventory.releaseStock(wish, context);
    }
  }

  /** What the subscription has still to deliver: every event that a process follows, until one has dealt with it. */
  #undelivered(): readonly Recorded[] {
    const followed: readonly string[] = stockKeepingTypes;
    return [...this.store.streams.values()]
      .flat()
      .filter(({ type, eventId }) => followed.includes(type) && !this.#acknowledged.has(eventId))
      .sort((one, other) => Number(one.position - other.position));
  }

  /**
   * A process takes what the subscription delivers, until it dies or has enough. What it dealt with is acknowledged and does
   * not come again, or seldom does; neighbours change places, as no order is promised.
   */
  async #follow(who: string, lives: number, atMost = Infinity): Promise<void> {
    const { keeping, store } = this.#process(who, lives);
    for (let handled = 0; handled < atMost; handled++) {
      const events = this.#undelivered();
      const event = events[this.random() < 0.6 ? 0 : this.#upTo(Math.min(events.length, this.random() < 0.5 ? 2 : 12))];
      if (!event || store.isDead) return;
      try {
        await keeping.handle(event);
        if (this.random() < 0.9) this.#acknowledged.add(event.eventId);
      } catch {
        // It died, or will be delivered it again.
      }
    }
  }

  async #shop(): Promise<void> {
    const { orders } = this.#process('shoppers');
    for (const { orderId, skus, card } of this.orders) {
      const lines = skus.map((sku, n) => ({
        ...{ lineId: (n + 1).toString(), sku, title: sku, quantity: 1 + this.#upTo(2) },
        ...{ unitPriceMinor: 100, amountMinor: 100 },
      }));
      const confirmBy = new Date(this.now + (1 + this.#upTo(60)) * MINUTE).toISOString();
      await orders.placeOrder(
        {
          ...{ orderId, orderNumber: orderId, customerId: null, country: 'France', currency: 'GBP' },
          ...{ lines, charges: [] },
          ...(card === undefined ? {} : { payment: { kind: 'card', paymentMethodId: cards[card] } }),
          confirmBy,
        },
        this.#live(`place ${orderId}`),
      );
      this.now += this.#upTo(3) * MINUTE;
    }
  }

  async #changeMinds(): Promise<void> {
    const { orders } = this.#process('second thoughts');
    for (const { orderId, cancels } of this.orders)
      if (cancels && this.random() < 0.6)
        await orders.cancelOrder({ orderId, reason: 'changed my mind' }, this.#live(`cancel ${orderId}`));
  }

  /** Shoppers take a piece out of what is confirmed and not sent yet; some ask twice. */
  async #takeOut(): Promise<void> {
    const { orders } = this.#process('shoppers who want less');
    for (const { orderId, takesOut, skus } of this.orders) {
      if (!takesOut || this.random() < 0.4) continue;
      const lines = [{ lineId: skus.length.toString(), quantity: 1 }];
      const cancellationId = `c${this.#upTo(2).toString()}-${orderId}`;
      await orders.cancelLines(
        { orderId, cancellationId, reason: 'one less', lines },
        this.#live(`take out ${cancellationId}`),
      );
    }
  }

  /** Shoppers tell their bank, or give another card. */
  async #pay(): Promise<void> {
    const { store, money } = this.#process(
      'shoppers at their banks',
      this.random() < 0.3 ? 1 + this.#upTo(4) : Infinity,
    );
    for (const { orderId, approves, triesAgain } of this.orders)
      for (const { intentId, status } of this.bank.of(orderId)) {
        if (status === 'action-required' && approves !== undefined && this.random() < 0.6)
          await store.outside(
            'tells the bank',
            () => {
              this.bank.answer(intentId, approves);
            },
            lost,
          );
        if (status === 'declined' && triesAgain && this.random() < 0.6)
          await money.pay(
            { orderId, attemptId: `again-${orderId}`, paymentMethodId: cards.good },
            this.#live(`another card for ${orderId}`),
          );
      }
  }

  /** Webhooks come, in any order and more than once. */
  async #hear(who: string, lives: number, atMost = Infinity): Promise<void> {
    const { store, money } = this.#process(who, lives);
    for (let heard = 0; heard < atMost && this.bank.signals.length > 0 && !store.isDead; heard++) {
      const place = this.#upTo(this.bank.signals.length);
      const signal = this.bank.signals[place];
      if (!signal) return;
      try {
        await money.look(signal.about, signal.id, this.#live('webhook'));
        if (this.random() < 0.9 && this.bank.signals[place] === signal) this.bank.signals.splice(place, 1);
      } catch {
        // Not taken: it is sent again.
      }
    }
  }

  async #ship(): Promise<void> {
    const { orders } = this.#process('packers');
    for (const { orderId, isShipped, inParts, comesBack } of this.orders) {
      if (!isShipped || this.random() < 0.3) continue;
      if (inParts) {
        const part = { orderId, shipmentId: `p-${orderId}`, lines: [{ lineId: '1', quantity: 1 }] };
        await orders.shipItems(part, this.#live(`ship a part of ${orderId}`));
        if (this.random() < 0.6) continue;
      }
      const shipped = await orders.shipItems({ orderId, shipmentId: `s-${orderId}` }, this.#live(`ship ${orderId}`));
      if (shipped.kind !== 'accepted' || !comesBack || this.random() < 0.3) continue;
      if (this.random() < 0.5)
        for (const step of longWayBack(orderId, this.#upTo(2), this.random() < 0.3 ? { amountMinor: 0 } : {}))
          await orders.handleReturn(step, this.#live(`${step.kind} of ${orderId}`));
      else
        await orders.returnItems(
          { orderId, returnId: `r-${orderId}`, reason: 'cracked', lines: [{ lineId: '1', quantity: 1 }] },
          this.#live(`return ${orderId}`),
        );
    }
  }

  async #sweep(): Promise<void> {
    const { keeping } = this.#process('sweep');
    for (const { orderId } of this.orders) {
      const placed = this.store.streams.get(`order-${orderId}`)?.[0];
      const confirmBy = placed?.type === 'OrderPlaced' ? placed.data.confirmBy : undefined;
      if (confirmBy === undefined || confirmBy > new Date(this.now).toISOString() || this.#fired.has(orderId)) continue;
      const because = { eventId: `timer-${orderId}`, metadata: { $correlationId: orderId } };
      try {
        await keeping.expire(orderId, because);
        this.#fired.add(orderId);
      } catch (error) {
        // The gateway was away: it is looked at again.
        if (!(error instanceof GatewayAway)) throw error;
      }
    }
  }

  async tell(): Promise<void> {
    await this.#open();
    await this.#together([this.#others('come')]);
    for (let round = 0; round < 4; round++) {
      const lives = () => (this.random() < 0.5 ? 1 + this.#upTo(8) : Infinity);
      const name = () => `process ${(++this.#names).toString()}`;
      await this.#together([
        this.#changeMinds(),
        ...(round === 0 ? [this.#shop()] : [this.#others('decide'), this.#pay(), this.#takeOut(), this.#ship()]),
        this.#follow(name(), lives(), 24),
        this.#follow(name(), lives(), 24),
        this.#hear(name(), lives(), 8),
        ...(this.random() < 0.5 ? [this.#sweep()] : []),
      ]);
      this.now += this.#upTo(15) * MINUTE;
    }
    // In the end time has passed, the sweep has looked, and everything was delivered to somebody who lives.
    this.now += 120 * MINUTE;
    await this.#together([this.#sweep(), this.#others('leave')]);
    for (let turn = 0; turn < 3; turn++) {
      await this.#together([this.#hear('the last webhooks', Infinity)]);
      await this.#together([this.#sweep(), this.#follow('the last', Infinity)]);
    }
  }

  async #together(works: readonly Promise<unknown>[]): Promise<void> {
    const all = Promise.all(works.map((work) => work.catch(() => undefined)));
    let over = false;
    void all.then(() => (over = true));
    for (const done = () => over; !done();) await this.scheduler.run();
    await all;
  }
}

const lost = (): GatewayAway => new GatewayAway('no answer came');
