import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Recorded } from '@storefold/contracts';
import { createCommandHandlers, type CommandHandlers } from '../composition/command-handlers.js';
import { systemClock } from '../clock.js';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { eventStoreStreams } from '../streams/event-store-streams.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { eventually, startStores, typesOf, type Stores } from '../testing/running-shop.js';
import { startProcess, type RunningProcess } from './process-runner.js';
import { orderOf, stockKeepingTypes } from './stock-keeping-policy.js';
import { StockKeeping } from './stock-keeping.js';

const line = (lineId: string, sku: string, quantity: number) => ({
  ...{ lineId, sku, title: sku, quantity, unitPriceMinor: 100, amountMinor: quantity * 100 },
});

describe('the stock-keeping process', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: CommandHandlers;
  let running: RunningProcess | undefined;
  let names = 0;

  before(async () => {
    stores = await startStores();
    shop = createCommandHandlers({ eventStore: stores.eventStore, logger: silent });
  });
  after(() => stores.close());
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  /** Starts the process; `spoil` may fail an event before or after it was handled. */
  const start = (name: string, spoil: (event: Recorded, when: 'before' | 'after') => void = () => undefined) => {
    const runtime = createStreamRuntime({ store: eventStoreStreams(stores.eventStore), logger: silent });
    const stockKeeping = new StockKeeping(new InventoryHandlers(runtime), new OrderHandlers(runtime), systemClock);
    running = startProcess({
      ...{ name, client: stores.eventStore, eventTypes: stockKeepingTypes, logger: silent },
      keyOf: orderOf,
      handle: async (event) => {
        spoil(event, 'before');
        await stockKeeping.handle(event);
        spoil(event, 'after');
      },
    });
    return running;
  };
  const newName = () => `spec-${(++names).toString()}`;
  const receive = (sku: string, quantity: number) =>
    shop
      .defineProduct({ sku, title: sku, priceMinor: 100, currency: 'GBP' }, contextOf(`define-${sku}`))
      .then(() =>
        shop.updateStock({ kind: 'receive', sku, movementId: `first-${sku}`, quantity }, contextOf(`receive-${sku}`)),
      );
  const place = (orderId: string, ...lines: readonly ReturnType<typeof line>[]) =>
    shop.placeOrder(
      {
        ...{ orderId, orderNumber: orderId, customerId: null, country: 'France', currency: 'GBP', lines, charges: [] },
      },
      contextOf(`place-${orderId}`),
    );
  const types = async (streamId: string) => typesOf(await stores.stream(streamId));
  const becomes = (streamId: string, type: string) =>
    eventually(`${streamId} has ${type}`, async () => (await types(streamId)).includes(type));

  it('gives no double when it dies after its work and before its checkpoint, and starts again', async () => {
    const name = newName();
    await receive('A1', 10);
    await receive('A2', 10);
    let deaths = 0;
    const first = start(name, (_, when) => {
      if (when === 'after') {
        deaths++;
        throw new Error('killed');
      }
    });
    await place('o-a', line('1', 'A2', 2), line('2', 'A1', 3));
    await becomes('order-o-a', 'OrderConfirmed');
    await first.close();
    expect(deaths).to.be.above(0);

    start(name);
    await shop.shipItems({ orderId: 'o-a', shipmentId: 's-a' }, contextOf('ship-a'));
    await becomes('stock-A1', 'StockShipped');
    await becomes('stock-A2', 'StockShipped');
    expect(await types('stock-A1')).to.deep.equal(['StockReceived', 'StockReserved', 'StockShipped']);
    expect(await types('stock-A2')).to.deep.equal(['StockReceived', 'StockReserved', 'StockShipped']);
    expect(await types('order-o-a')).to.deep.equal(['OrderPlaced', 'OrderConfirmed', 'ItemsShipped']);
  });

  it('goes on where it was: what it dealt with is not handled again', async () => {
    const name = newName();
    await receive('B1', 10);
    const seen: string[] = [];
    const note = (event: Recorded, when: string) => {
      if (when === 'after') seen.push(`${event.type} ${event.streamId}`);
    };
    const first = start(name, note);
    await place('o-b1', line('1', 'B1', 1));
    await becomes('order-o-b1', 'OrderConfirmed');
    await first.close();
    seen.length = 0;
    await place('o-b2', line('1', 'B1', 1));
    start(name, note);
    await becomes('order-o-b2', 'OrderConfirmed');
    expect(seen).not.to.include('OrderPlaced order-o-b1');
  });

  it('tries again for as long as it takes, says so, and skips nothing', async () => {
    const name = newName();
    await receive('C1', 10);
    let broken = true;
    const process = start(name, (event, when) => {
      if (broken && when === 'before' && event.streamId === 'order-o-c1') throw new Error('the shelf is on fire');
    });
    await place('o-c1', line('1', 'C1', 1));
    await place('o-c2', line('1', 'C1', 1));
    await eventually('it says what is wrong', () => Promise.resolve(process.trouble() !== undefined));
    expect(process.trouble()).to.include('the shelf is on fire').and.to.include('order-o-c1');
    broken = false;
    await becomes('order-o-c1', 'OrderConfirmed');
    await becomes('order-o-c2', 'OrderConfirmed');
    await eventually('it is well again', () => Promise.resolve(process.trouble() === undefined));
  });

  it('decides an order from before orders had a bound: two lines that want more together than one may', async () => {
    await receive('G1', 10);
    const lines = [line('1', 'G1', 600_000), line('2', 'G1', 600_000)];
    const sums = { linesMinor: 120_000_000, chargesMinor: 0, totalMinor: 120_000_000, currency: 'GBP' };
    const { commandId, correlationId, ...asked } = contextOf('place-long-ago');
    const placedLongAgo = (orderId: string) =>
      stores.eventStore.appendToStream(
        `order-${orderId}`,
        jsonEvent({
          ...{ id: randomUUID(), type: 'OrderPlaced' },
          data: { orderId, orderNumber: orderId, customerId: null, country: 'France', ...sums, lines, charges: [] },
          metadata: { ...asked, commandId, $correlationId: correlationId, $causationId: commandId, schemaVersion: 1 },
        }),
      );
    await placedLongAgo('o-g1');
    start(newName());
    await becomes('order-o-g1', 'OrderCancelled');
    for (const movementId of ['much', 'more'])
      await shop.updateStock(
        { kind: 'receive', sku: 'G1', movementId, quantity: 1_000_000 },
        contextOf(`receive-${movementId}`),
      );
    await placedLongAgo('o-g2');
    await becomes('order-o-g2', 'OrderConfirmed');
  });

  it('leaves alone what was imported', async () => {
    await receive('D1', 10);
    const imported = { origin: 'import', actor: { kind: 'import', id: 'spec' } } as const;
    await shop.placeOrder(
      {
        ...{ orderId: 'o-d1', orderNumber: 'o-d1', customerId: null, country: 'France', currency: 'GBP' },
        lines: [line('1', 'D1', 1)],
        charges: [],
      },
      contextOf('place-d1', imported),
    );
    start(newName());
    await place('o-d2', line('1', 'D1', 1));
    await becomes('order-o-d2', 'OrderConfirmed');
    expect(await types('order-o-d1')).to.deep.equal(['OrderPlaced']);
  });

  it('holds nothing for an order that was cancelled before it looked', async () => {
    await receive('E1', 10);
    await place('o-e', line('1', 'E1', 4));
    await shop.cancelOrder({ orderId: 'o-e', reason: 'changed my mind' }, contextOf('cancel-e'));
    const seen: string[] = [];
    start(newName(), (event, when) => {
      if (when === 'after') seen.push(`${event.type} ${event.streamId}`);
    });
    await eventually('it came by', () => Promise.resolve(seen.includes('OrderCancelled order-o-e')));
    expect(await types('order-o-e')).to.deep.equal(['OrderPlaced', 'OrderCancelled']);
    expect(await types('stock-E1')).to.deep.equal(['StockReceived']);
  });

  it('lets go of what it holds for an order that is cancelled', async () => {
    await receive('F1', 10);
    start(newName());
    await place('o-f', line('1', 'F1', 4));
    await becomes('order-o-f', 'OrderConfirmed');
    await shop.cancelOrder({ orderId: 'o-f', reason: 'changed my mind' }, contextOf('cancel-f'));
    await becomes('stock-F1', 'StockReleased');
  });

  describe('for an order that wants what another one holds', () => {
    const soon = () => new Date(Date.now() + 60_000).toISOString();
    const hold = (sku: string, quantity: number, expiresAt: string) =>
      shop.reserveStock(
        { sku, orderId: `other-${sku}`, quantity, expiresAt },
        contextOf(`hold-${sku}`, { occurredAt: new Date().toISOString() }),
      );
    const placeInTime = (orderId: string, ...lines: readonly ReturnType<typeof line>[]) =>
      shop.placeOrder(
        {
          ...{
            orderId,
            orderNumber: orderId,
            customerId: null,
            country: 'France',
            currency: 'GBP',
            lines,
            charges: [],
          },
          confirmBy: soon(),
        },
        contextOf(`place-${orderId}`),
      );

    it('waits, and confirms it when the other lets go', async () => {
      await receive('H1', 5);
      await receive('H2', 5);
      await hold('H1', 5, soon());
      start(newName());
      await placeInTime('o-h', line('1', 'H2', 1), line('2', 'H1', 2));
      await becomes('stock-H1', 'ReservationQueued');
      // In SKU order: nothing of the second is asked for while the first one waits.
      expect(await types('stock-H2')).to.deep.equal(['StockReceived']);
      await shop.releaseStock({ sku: 'H1', orderId: 'other-H1' }, contextOf('release-H1'));
      await becomes('order-o-h', 'OrderConfirmed');
      expect((await types('stock-H1')).slice(-3)).to.deep.equal(['StockReleased', 'StockReserved', 'StockCommitted']);
      expect(await types('stock-H2')).to.deep.equal(['StockReceived', 'StockReserved', 'StockCommitted']);
    });

    it('waits, and confirms it when the time of the other is over', async () => {
      await receive('I1', 5);
      await hold('I1', 5, new Date(Date.now() + 300).toISOString());
      start(newName());
      await placeInTime('o-i', line('1', 'I1', 5));
      await becomes('stock-I1', 'ReservationQueued');
      await eventually('its time is over', async () => {
        const now = { occurredAt: new Date().toISOString() };
        await shop.expireReservations({ sku: 'I1' }, contextOf(`expire-I1-${now.occurredAt}`, now));
        return (await types('order-o-i')).includes('OrderConfirmed');
      });
      expect(await types('stock-I1')).to.include('ReservationExpired');
    });

    it('cancels it when the other one is sure, and lets go of what it held beside', async () => {
      await receive('J1', 5);
      await receive('J2', 5);
      await hold('J2', 5, soon());
      start(newName());
      await placeInTime('o-j', line('1', 'J1', 1), line('2', 'J2', 1));
      await becomes('stock-J2', 'ReservationQueued');
      await shop.commitStock({ sku: 'J2', orderId: 'other-J2' }, contextOf('commit-J2'));
      await becomes('order-o-j', 'OrderCancelled');
      await becomes('stock-J1', 'StockReleased');
      const [cancelled] = (await stores.stream('order-o-j')).slice(-1);
      expect(cancelled?.data).to.include({ reason: 'out-of-stock: J2' });
    });
  });
});
