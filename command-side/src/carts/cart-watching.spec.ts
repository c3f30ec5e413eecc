import { expect } from 'chai';
import type { CommandContext } from '../streams/command-context.js';
import { CheckoutSweep } from '../processes/checkout-sweep.js';
import { dueTimers } from '../processes/due-timers.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { given } from '../testing/given.js';
import { MemoryStore } from '../testing/memory-store.js';
import { Timers } from '../timers/timers.js';
import { cartDecider, cartLines } from './cart-decider.js';
import { cartStreams } from './cart-handlers.js';
import { CartWatching } from './cart-watching.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-26T12:10:00.000Z');
const mug = {
  ...({ kind: 'product', title: 'A mug', priceMinor: 450, currency: 'GBP', prices: {}, discontinued: false } as const),
  taxCategory: undefined,
};

/** Carts in time: each process begins with nothing but the log. */
class Hall {
  readonly store = new MemoryStore();
  now = START;
  #changes = 0;

  #process() {
    const runtime = createStreamRuntime({ store: this.store, logger: silent, retryPace: 0 });
    const [carts, timers] = [cartStreams(runtime), new Timers(runtime)];
    const customers = {
      customer: (id: string) => Promise.resolve({ kind: id === 'ann' ? 'active' : 'unknown' }),
    };
    const parts = { runtime, carts, timers, customers, afterMs: 24 * HOUR };
    // Of customers it only asks whether there is one.
    return { carts, timers, watching: new CartWatching(parts as never) };
  }
  get #at(): string {
    return new Date(this.now).toISOString();
  }
  #context(name: string): CommandContext {
    return contextOf(name, { occurredAt: this.#at });
  }

  async adds(cartId: string, sku = 'MUG'): Promise<void> {
    const changeId = `change-${(++this.#changes).toString()}`;
    const command = { kind: 'add', cartId, changeId, sku, quantity: 1, product: mug, others: [] } as const;
    const { carts, watching } = this.#process();
    await watching.before(cartId, this.#context(changeId));
    await carts.handle(cartId, command, this.#context(changeId));
  }
  async orders(cartId: string): Promise<void> {
    const orderId = `order-${(++this.#changes).toString()}`;
    const { carts } = this.#process();
    const lines = cartLines((await carts.read(cartId, { fresh: true })).state);
    await carts.handle(cartId, { kind: 'check-out', cartId, orderId, lines }, this.#context(orderId));
  }
  async passes(hours: number): Promise<void> {
    this.now += hours * HOUR;
    const { timers, watching } = this.#process();
    const nobody = { expire: () => Promise.resolve(), tryRefundAgain: () => Promise.resolve() };
    const prices = { apply: () => Promise.reject(new Error('no price was to change')) };
    const clock = () => this.#at;
    await new CheckoutSweep(timers, dueTimers({ checkouts: nobody, prices, carts: watching, clock }), clock).pass();
  }
  abandoned(cartId: string): number {
    return this.store.types(`cart-${cartId}`).filter((type) => type === 'CartAbandoned').length;
  }
  get timers(): number {
    return [...this.store.streams].flatMap(([, stream]) => stream.filter(({ type }) => type === 'TimerSet')).length;
  }
}

describe('a cart that nobody touches', () => {
  it('is abandoned a day after, once, and not before', async () => {
    const hall = new Hall();
    await hall.adds('bob');
    await hall.passes(23);
    expect(hall.abandoned('bob')).to.equal(0);
    for (let times = 0; times < 4; times++) await hall.passes(1);
    await hall.passes(48);
    expect(hall.abandoned('bob')).to.equal(1);
  });
  it('is counted from when it was touched last', async () => {
    const hall = new Hall();
    await hall.adds('bob');
    await hall.passes(20);
    await hall.adds('bob');
    await hall.passes(5);
    expect(hall.abandoned('bob')).to.equal(0);
    await hall.passes(20);
    expect(hall.abandoned('bob')).to.equal(1);
  });
  it('is so again when it was touched after it, and left once more', async () => {
    const hall = new Hall();
    for (let times = 1; times <= 3; times++) {
      await hall.adds('bob');
      await hall.passes(26);
      expect(hall.abandoned('bob')).to.equal(times);
    }
  });
  it('is none when it became an order, or is empty', async () => {
    const hall = new Hall();
    await hall.adds('bob');
    await hall.orders('bob');
    await hall.passes(26);
    expect(hall.abandoned('bob')).to.equal(0);
  });
  it('has one timer, however much is put in', async () => {
    const hall = new Hall();
    for (let times = 0; times < 20; times++) await hall.adds('bob', `S${times.toString()}`);
    expect(hall.timers).to.equal(1);
  });
  it('says whose it is where that is a customer', async () => {
    const hall = new Hall();
    for (const cartId of ['ann', 'bob']) await hall.adds(cartId);
    await hall.passes(26);
    const said = ['ann', 'bob'].map((cartId) => hall.store.streams.get(`cart-${cartId}`)?.at(-1)?.data);
    const lines = [{ sku: 'MUG', quantity: 1 }];
    expect(said).to.deep.equal([
      { cartId: 'ann', customerId: 'ann', lines },
      { cartId: 'bob', lines },
    ]);
  });
  it('is not abandoned by whoever saw it before it was touched', () => {
    const added = (changeId: string) => ({
      ...{
        type: 'ItemAddedToCart' as const,
        data: { cartId: 'c', changeId, sku: 'MUG', quantity: 1, currency: 'GBP' },
      },
    });
    const abandon = { kind: 'abandon', cartId: 'c', touches: 1 } as const;
    given(cartDecider, added('a'))
      .when(abandon)
      .then({ type: 'CartAbandoned', data: { cartId: 'c', lines: [{ sku: 'MUG', quantity: 1 }] } });
    given(cartDecider, added('a'), added('b')).when(abandon).then();
  });
});
