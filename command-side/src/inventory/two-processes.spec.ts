import { expect } from 'chai';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { InventoryHandlers } from './inventory-handlers.js';
import { available, reservationOf } from './stock-state.js';

const sku = 'MUG';
const expiresAt = '2026-11-26T12:30:00.000Z';
const at = (commandId: string, occurredAt = '2026-11-26T12:00:00.000Z') => contextOf(commandId, { occurredAt });

describe('two processes that keep one shelf', () => {
  let one: InventoryHandlers;
  let other: InventoryHandlers;

  beforeEach(async () => {
    const store = new MemoryStore();
    const handlers = () => new InventoryHandlers(createStreamRuntime({ store, logger: silent, retryPace: 0 }));
    [one, other] = [handlers(), handlers()];
    await one.defineProduct({ sku, title: 'A mug', priceMinor: 450, currency: 'GBP' }, at('define'));
    await one.updateStock({ kind: 'receive', sku, movementId: 'm1', quantity: 10 }, at('receive'));
    // Both have looked at it, and each believes what it saw.
    await other.shelf(sku);
  });

  it('sell no piece twice', async () => {
    const wishes = Array.from({ length: 40 }, (_, n) =>
      (n % 2 === 0 ? one : other).reserveStock(
        { sku, orderId: `o${n.toString()}`, quantity: 1, expiresAt },
        at(`reserve-${n.toString()}`),
      ),
    );
    await Promise.all(wishes);
    const shelf = await one.shelf(sku);
    const became = Array.from({ length: 40 }, (_, n) => reservationOf(shelf, `o${n.toString()}`));
    expect(became.filter((each) => each === 'held')).to.have.length(10);
    expect(became.filter((each) => each === 'waiting')).to.have.length(30);
    expect(available(shelf)).to.equal(0);
  });
  it('let go of what the other one held', async () => {
    await one.reserveStock({ sku, orderId: 'o1', quantity: 4, expiresAt }, at('reserve'));
    const released = await other.releaseStock({ sku, orderId: 'o1' }, at('release'));
    expect(released.kind === 'accepted' ? released.events.map(({ type }) => type) : released).to.deep.equal([
      'StockReleased',
    ]);
  });
  it('let go of what the other one held when its time is over', async () => {
    await one.reserveStock({ sku, orderId: 'o1', quantity: 4, expiresAt }, at('reserve'));
    await other.expireReservations({ sku }, at('expire', expiresAt));
    expect(available(await one.shelf(sku))).to.equal(10);
  });
});
