import { expect } from 'chai';
import { Unavailable } from '@storefold/platform';
import { stockDecider, type StockCommand, type StockRefusal } from '../inventory/stock-decider.js';
import type { StockState } from '../inventory/stock-state.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { batchLimits } from './decide-batch.js';
import { StreamCommands } from './stream-commands.js';
import { createStreamRuntime } from './stream-runtime.js';

const receive = (movementId: string, quantity = 1): StockCommand => ({
  kind: 'receive',
  sku: 'MUG',
  movementId,
  quantity,
});

const shelf = (store: MemoryStore, more: { cacheSize?: number; maxWaiting?: number } = {}) =>
  new StreamCommands<StockState, StockCommand, StockRefusal>(
    { kind: 'stock', decider: stockDecider },
    createStreamRuntime({ store, logger: silent, retryPace: 0, ...more }),
  );

describe('a mailbox', () => {
  let store: MemoryStore;
  beforeEach(() => {
    store = new MemoryStore();
  });

  it('decides commands given together in turn and appends them together', async () => {
    const stock = shelf(store);
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((id) => stock.handle('MUG', receive(id, 2), contextOf(`command-${id}`))),
    );
    expect(store.appends).to.deep.equal([3]);
    expect(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.state.onHand)).to.deep.equal([2, 4, 6]);
    expect(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.revision)).to.deep.equal([0n, 1n, 2n]);
  });

  it('gathers what comes during an append into the next one', async () => {
    const stock = shelf(store);
    const later: Promise<unknown>[] = [];
    store.beforeNextAppend(() => {
      for (const id of ['b', 'c']) later.push(stock.handle('MUG', receive(id), contextOf(`command-${id}`)));
      return Promise.resolve();
    });
    await stock.handle('MUG', receive('a'), contextOf('command-a'));
    await Promise.all(later);
    expect(store.appends).to.deep.equal([1, 2]);
  });

  it('splits what is too much for one append', async () => {
    const stock = shelf(store);
    const many = batchLimits.events + 20;
    await Promise.all(
      Array.from({ length: many }, (_, i) =>
        stock.handle('MUG', receive(`m${i.toString()}`), contextOf(`c${i.toString()}`)),
      ),
    );
    expect(store.appends).to.deep.equal([batchLimits.events, 20]);
    expect(store.types('stock-MUG')).to.have.length(many);
  });

  it('writes metadata that a reader of the log can rely on', async () => {
    const context = contextOf('command-a', { bodyHash: 'hash', causationId: 'cause', traceparent: '00-x' });
    await shelf(store).handle('MUG', receive('a'), context);
    const [event] = store.streams.get('stock-MUG') ?? [];
    expect(event?.metadata).to.deep.equal({
      $correlationId: 'trace-1',
      $causationId: 'cause',
      commandId: 'command-a',
      bodyHash: 'hash',
      actor: { kind: 'staff', id: 'ann' },
      occurredAt: '2026-01-02T03:04:05.678Z',
      origin: 'live',
      schemaVersion: 1,
      traceparent: '00-x',
    });
  });

  it('decides anew on what another process wrote meanwhile', async () => {
    const [ours, theirs] = [shelf(store), shelf(store)];
    await ours.handle('MUG', receive('a', 5), contextOf('command-a'));
    await theirs.handle('MUG', { kind: 'reserve', sku: 'MUG', orderId: 'o1', quantity: 4 }, contextOf('command-b'));
    const outcome = await ours.handle(
      'MUG',
      { kind: 'reserve', sku: 'MUG', orderId: 'o2', quantity: 4 },
      contextOf('command-c'),
    );
    expect(outcome).to.deep.include({ kind: 'refused', code: 'not-enough-stock' });
    expect(store.types('stock-MUG')).to.deep.equal(['StockReceived', 'StockReserved']);
  });

  it('reads again before it refuses, for what it remembers may be old', async () => {
    const [ours, theirs] = [shelf(store), shelf(store)];
    await ours.handle('MUG', receive('a', 1), contextOf('command-a'));
    await theirs.handle('MUG', receive('b', 9), contextOf('command-b'));
    const outcome = await ours.handle(
      'MUG',
      { kind: 'reserve', sku: 'MUG', orderId: 'o1', quantity: 5 },
      contextOf('command-c'),
    );
    expect(outcome.kind).to.equal('accepted');
  });

  it('gives up after too many conflicts, and says to try again', async () => {
    store.nextAppends(...Array.from({ length: 12 }, () => 'conflicting' as const));
    const failed = await shelf(store)
      .handle('MUG', receive('a'), contextOf('command-a'))
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Unavailable);
    expect(store.types('stock-MUG')).to.deep.equal([]);
  });

  it('appends the same events again when no answer came, so that they stand once', async () => {
    store.nextAppends('lost-after', 'lost-before', 'lost-after');
    const outcome = await shelf(store).handle('MUG', receive('a'), contextOf('command-a'));
    expect(outcome.kind).to.equal('accepted');
    expect(store.types('stock-MUG')).to.deep.equal(['StockReceived']);
  });

  it('says 503 when no answer ever comes, and recognises the repeat afterwards', async () => {
    const stock = shelf(store);
    store.nextAppends(...Array.from({ length: 6 }, () => 'lost-after' as const));
    const failed = await stock.handle('MUG', receive('a'), contextOf('command-a')).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Unavailable);
    const repeated = await stock.handle('MUG', receive('a'), contextOf('command-a'));
    expect(repeated).to.deep.include({ kind: 'accepted', events: [], position: 100n, revision: 0n });
    expect(store.types('stock-MUG')).to.deep.equal(['StockReceived']);
  });

  it('answers a hundred repeats at once with one effect', async () => {
    const stock = shelf(store);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => stock.handle('MUG', receive('a'), contextOf('same', { bodyHash: 'h' }))),
    );
    expect(new Set(outcomes.map((outcome) => outcome.kind))).to.deep.equal(new Set(['accepted']));
    expect(store.types('stock-MUG')).to.deep.equal(['StockReceived']);
  });

  for (const remembers of [true, false]) {
    it(`refuses a command id with another body, ${remembers ? 'as it remembers' : 'as the log says'}`, async () => {
      const first = shelf(store);
      await first.handle('MUG', receive('a'), contextOf('same', { bodyHash: 'one' }));
      const second = remembers ? first : shelf(store);
      const outcome = await second.handle('MUG', receive('a', 7), contextOf('same', { bodyHash: 'other' }));
      expect(outcome).to.deep.include({ kind: 'refused', code: 'idempotency-key-reused' });
    });
  }

  it('refuses the second of two bodies under one command id in the same batch', async () => {
    const stock = shelf(store);
    const [first, second] = await Promise.all([
      stock.handle('MUG', receive('a'), contextOf('same', { bodyHash: 'one' })),
      stock.handle('MUG', receive('a', 7), contextOf('same', { bodyHash: 'other' })),
    ]);
    expect(first.kind).to.equal('accepted');
    expect(second).to.deep.include({ kind: 'refused', code: 'idempotency-key-reused' });
  });

  it('rejects alone the command whose event its own schema would not read', async () => {
    const stock = shelf(store);
    const broken = stock.handle('MUG', receive('bad id with spaces'), contextOf('command-a')).catch(() => 'rejected');
    const sound = stock.handle('MUG', receive('good'), contextOf('command-b'));
    expect(await broken).to.equal('rejected');
    expect(await sound).to.deep.include({ kind: 'accepted', revision: 0n });
  });

  it('spares the reading of a stream that a command creates, and still recognises that it exists', async () => {
    const [first, second] = [shelf(store), shelf(store)];
    await first.handle('MUG', receive('a'), contextOf('command-a'), true);
    expect(store.reads).to.equal(0);
    const other = await second.handle('MUG', receive('b'), contextOf('command-b'), true);
    expect(other).to.deep.include({ kind: 'accepted', revision: 1n });
    const repeat = await shelf(store).handle('MUG', receive('a'), contextOf('command-a'), true);
    expect(repeat).to.deep.include({ kind: 'accepted', position: 100n });
    expect(store.types('stock-MUG')).to.have.length(2);
  });

  it('notices that the log is another one than it remembers', async () => {
    const stock = shelf(store);
    await stock.handle('MUG', receive('a', 5), contextOf('command-a'));
    store.streams.clear();
    const outcome = await stock.handle('MUG', receive('b', 2), contextOf('command-b'));
    expect(outcome.kind === 'accepted' && outcome.state.onHand).to.equal(2);
  });

  it('lets go of states it has no room for, and reads them again when asked', async () => {
    const stock = shelf(store, { cacheSize: 2 });
    for (const sku of ['A', 'B', 'C', 'D']) await stock.handle(sku, { ...receive('m1'), sku }, contextOf(`c-${sku}`));
    const reads = store.reads;
    await stock.handle('D', { ...receive('m2'), sku: 'D' }, contextOf('again-D'));
    expect(store.reads).to.equal(reads);
    const outcome = await stock.handle('A', { ...receive('m2'), sku: 'A' }, contextOf('again-A'));
    expect(store.reads).to.equal(reads + 1);
    expect(outcome.kind === 'accepted' && outcome.state.onHand).to.equal(2);
  });

  it('refuses to queue more than it has room for', async () => {
    const stock = shelf(store, { maxWaiting: 2 });
    const three = ['a', 'b', 'c'].map((id) => stock.handle('MUG', receive(id), contextOf(`command-${id}`)));
    const results = await Promise.allSettled(three);
    expect(results.map((result) => result.status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
    expect((await stock.handle('MUG', receive('d'), contextOf('command-d'))).kind).to.equal('accepted');
  });
});
