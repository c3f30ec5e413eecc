import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { Timers } from '../timers/timers.js';
import { CheckoutSweep, startSweep } from './checkout-sweep.js';

const START = Date.parse('2026-11-26T12:00:30.000Z');
const after = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

describe('the checkout sweep', () => {
  let store: MemoryStore;
  let now: string;
  let expired: string[];
  let broken: Set<string>;

  const timersOf = () => new Timers(createStreamRuntime({ store, logger: silent, retryPace: 0 }));
  const sweepOf = () =>
    new CheckoutSweep(
      timersOf(),
      ({ orderId = 'none' }) => {
        if (broken.has(orderId)) return Promise.reject(new Error(`${orderId} is on fire`));
        expired.push(orderId);
        return Promise.resolve();
      },
      () => now,
    );
  const set = (orderId: string, seconds: number) =>
    timersOf().set({ timerId: `t-${orderId}`, orderId, dueAt: after(seconds) }, contextOf(`set-${orderId}`));

  beforeEach(() => {
    store = new MemoryStore();
    now = after(0);
    expired = [];
    broken = new Set();
  });

  it('ends an order when its moment has come, and not before', async () => {
    const sweep = sweepOf();
    await set('o1', 90);
    await sweep.pass();
    now = after(89.999);
    await sweep.pass();
    expect(expired).to.deep.equal([]);
    now = after(90);
    expect(await sweep.pass()).to.equal(1);
    expect(expired).to.deep.equal(['o1']);
  });
  it('looks at each once, however often it passes', async () => {
    const sweep = sweepOf();
    await set('o1', 1);
    await set('o2', 2);
    for (let seconds = 1; seconds < 600; seconds += 10) {
      now = after(seconds);
      await sweep.pass();
    }
    expect(expired).to.deep.equal(['o1', 'o2']);
  });
  it('finds what became due while nobody looked, also after a restart', async () => {
    const first = sweepOf();
    await set('o1', 10);
    await set('o2', 7_000);
    now = after(100);
    await first.pass();
    now = after(10_000);
    const second = sweepOf();
    await second.pass();
    expect(expired).to.include('o2');
  });
  it('does not read again, after a restart, what was fired long ago', async () => {
    await set('o1', 10);
    const first = sweepOf();
    for (const seconds of [3_600, 3_700]) {
      now = after(seconds);
      await first.pass();
    }
    const reads = store.reads;
    await sweepOf().pass();
    expect(store.reads - reads).to.be.below(10);
    expect(expired).to.deep.equal(['o1']);
  });
  it('writes next to nothing while nothing is due', async () => {
    const sweep = sweepOf();
    for (let seconds = 0; seconds < 24 * 3_600; seconds += 30) {
      now = after(seconds);
      await sweep.pass();
    }
    expect(store.types('timer-fired').length).to.be.within(1, 24);
  });
  it('finds a timer that a machine set late whose clock is behind', async () => {
    const sweep = sweepOf();
    now = after(100);
    await sweep.pass();
    await set('o1', 60);
    now = after(101);
    await sweep.pass();
    expect(expired).to.deep.equal(['o1']);
  });
  it('goes on with the others when one order fails, says so, and tries that one again', async () => {
    const sweep = sweepOf();
    for (const orderId of ['o1', 'o2', 'o3']) await set(orderId, 1);
    broken.add('o2');
    now = after(2);
    const failure = await sweep.pass().catch((error: unknown) => error);
    expect(String(failure)).to.contain('o2 is on fire');
    expect(expired).to.deep.equal(['o1', 'o3']);
    broken.clear();
    now = after(3);
    await sweep.pass();
    expect(expired).to.deep.equal(['o1', 'o3', 'o2']);
  });
  it('tells that it is in trouble while it is, and passes on', async () => {
    await set('o1', 1);
    broken.add('o1');
    now = after(2);
    const running = startSweep(sweepOf(), { logger: silent, everyMs: 5 });
    while (running.trouble() === undefined) await sleep(5);
    expect(running.trouble()).to.contain('o1 is on fire');
    broken.clear();
    while (running.trouble() !== undefined) await sleep(5);
    await running.close();
    expect(expired).to.deep.equal(['o1']);
  });
});
