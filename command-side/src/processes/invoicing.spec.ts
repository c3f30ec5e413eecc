import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Recorded } from '@storefold/contracts';
import type { KeyStore } from '@storefold/platform';
import { BillReader } from '../invoices/bill-reader.js';
import { Buyers } from '../invoices/buyers.js';
import { InvoiceKeys } from '../invoices/invoice-keys.js';
import { RegisterHandlers } from '../invoices/register-handlers.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { Invoicing } from './invoicing.js';

const seller = { name: 'A shop', address: ['1 Sample Street'] };
const line = { lineId: '1', sku: 'MUG', title: 'A mug', quantity: 2, unitPriceMinor: 400, amountMinor: 800 };

/** Keys that are kept in memory: the part of a key store that invoicing uses. */
const memoryKeys = (): KeyStore => {
  const keys = new Map<string, Buffer>();
  const store: Pick<KeyStore, 'dataKey' | 'ensureDataKey' | 'destroy'> = {
    dataKey: (keyId) => Promise.resolve(keys.get(keyId)),
    ensureDataKey: (keyId) => {
      const key = keys.get(keyId) ?? randomBytes(32);
      keys.set(keyId, key);
      return Promise.resolve(key);
    },
    destroy: (keyId) => {
      keys.delete(keyId);
      return Promise.resolve();
    },
  };
  // Its other members are private: nobody outside can tell the difference.
  return store as KeyStore;
};

const scene = () => {
  const store = new MemoryStore();
  const keys = memoryKeys();
  const runtime = () => createStreamRuntime({ store, logger: silent, retryPace: 0 });
  const orders = new OrderHandlers(runtime());
  const invoicing = (timeZone = 'Europe/London') => {
    const streams = runtime();
    const invoiceKeys = new InvoiceKeys(keys, timeZone, 10);
    return new Invoicing({
      ...{ bills: new BillReader(streams), registers: new RegisterHandlers(streams), seller, timeZone },
      ...{ buyers: new Buyers(keys, invoiceKeys), clock: () => '2027-01-05T00:00:00.000Z' },
    });
  };
  const at = (name: string, occurredAt: string) => contextOf(name, { occurredAt });
  const confirmed = async (orderId: string) => {
    const parties = { customerId: null, country: 'France', currency: 'GBP' };
    await orders.placeOrder(
      { orderId, orderNumber: `S-${orderId}`, ...parties, lines: [line], charges: [] },
      contextOf(`place-${orderId}`),
    );
    await orders.confirmOrder({ orderId }, contextOf(`confirm-${orderId}`));
  };
  const ship = (orderId: string, shipmentId: string, occurredAt = '2026-11-26T12:00:00.000Z') =>
    orders.shipItems({ orderId, shipmentId, lines: [{ lineId: '1', quantity: 1 }] }, at(shipmentId, occurredAt));
  const comesBack = (orderId: string, returnId: string, occurredAt = '2026-11-27T12:00:00.000Z') =>
    orders.returnItems(
      { orderId, returnId, reason: 'cracked', lines: [{ lineId: '1', quantity: 1 }] },
      at(returnId, occurredAt),
    );
  const events = (orderId: string): readonly Recorded[] => store.streams.get(`order-${orderId}`) ?? [];
  const numbers = (register: string) =>
    (store.streams.get(`register-${register}`) ?? []).map((event) =>
      event.type === 'InvoiceIssued' || event.type === 'CreditNoteIssued'
        ? [event.data.number, event.data.orderId]
        : event.type,
    );
  return { store, orders, invoicing, confirmed, ship, comesBack, events, numbers };
};

describe('invoicing', () => {
  it('issues an invoice for each order that goods were sent of, once, whatever comes again', async () => {
    const { confirmed, ship, invoicing, events, numbers } = scene();
    for (const orderId of ['o1', 'o2', 'o3']) await confirmed(orderId);
    await ship('o2', 's1');
    await ship('o2', 's2');
    await ship('o1', 's3');
    const process = invoicing();
    for (const orderId of ['o2', 'o3', 'o1', 'o2']) for (const event of events(orderId)) await process.handle(event);
    // Another process begins at the beginning.
    for (const event of [...events('o1'), ...events('o2')]) await invoicing().handle(event);
    expect(numbers('invoice-2026-11')).to.deep.equal([
      ['INV-2026-11-000001', 'o2'],
      ['INV-2026-11-000002', 'o1'],
    ]);
  });

  it('leaves no gap and gives no number twice, however many processes issue at once', async () => {
    const { confirmed, ship, invoicing, events, numbers, store } = scene();
    const orderIds = Array.from({ length: 30 }, (_, n) => `o${n.toString()}`);
    for (const orderId of orderIds) {
      await confirmed(orderId);
      await ship(orderId, `s-${orderId}`);
    }
    store.nextAppends('lost-after', 'lost-before', 'conflicting');
    const processes = [invoicing(), invoicing(), invoicing()];
    await Promise.all(
      processes.flatMap((process) =>
        orderIds.flatMap((orderId) => events(orderId).map((event) => process.handle(event))),
      ),
    );
    const issued = numbers('invoice-2026-11');
    expect(issued.map(([number]) => number)).to.deep.equal(
      orderIds.map((_, n) => `INV-2026-11-${(n + 1).toString().padStart(6, '0')}`),
    );
    expect(new Set(issued.map(([, orderId]) => orderId)).size).to.equal(30);
  });

  it('issues the invoice first where a return is heard of before the shipment', async () => {
    const { confirmed, ship, comesBack, invoicing, events, numbers, store } = scene();
    await confirmed('o1');
    await ship('o1', 's1');
    await comesBack('o1', 'r1');
    const process = invoicing();
    for (const event of [...events('o1')].reverse()) await process.handle(event);
    expect(numbers('invoice-2026-11')).to.deep.equal([['INV-2026-11-000001', 'o1']]);
    expect(numbers('creditnote-2026-11')).to.deep.equal([['CN-2026-11-000001', 'o1']]);
    expect(store.streams.get('register-creditnote-2026-11')?.[0]?.data).to.deep.include({
      ...{ invoiceNumber: 'INV-2026-11-000001', invoicedOn: '2026-11-26', issuedOn: '2026-11-27', totalMinor: 400 },
    });
  });

  it('issues only what history had asked for by the event at hand: what comes after it has its own', async () => {
    const { confirmed, ship, comesBack, invoicing, events, numbers } = scene();
    await confirmed('o1');
    await ship('o1', 's1');
    await ship('o1', 's2');
    await comesBack('o1', 'r1');
    await comesBack('o1', 'r2');
    const process = invoicing();
    const [first, second] = events('o1').filter(({ type }) => type === 'ItemsReturned');
    if (first) await process.handle(first);
    expect(numbers('creditnote-2026-11')).to.have.length(1);
    if (second) await process.handle(second);
    expect(numbers('creditnote-2026-11')).to.have.length(2);
  });

  it('numbers by the month in which it happened in the shop, whenever that is looked at', async () => {
    const { confirmed, ship, comesBack, invoicing, events, numbers } = scene();
    await confirmed('o1');
    // Midnight has passed in Rome, not in London.
    await ship('o1', 's1', '2026-11-30T23:30:00.000Z');
    await comesBack('o1', 'r1', '2027-01-01T12:00:00.000Z');
    for (const event of events('o1')) await invoicing('Europe/Rome').handle(event);
    expect(numbers('invoice-2026-12')).to.deep.equal([['INV-2026-12-000001', 'o1']]);
    expect(numbers('creditnote-2027-01')).to.deep.equal([['CN-2027-01-000001', 'o1']]);
    expect(numbers('invoice-2026-11')).to.deep.equal([]);
  });

  it('leaves imported history alone', async () => {
    const { orders, confirmed, invoicing, events, store } = scene();
    await confirmed('o1');
    await orders.shipItems({ orderId: 'o1', shipmentId: 's1' }, contextOf('ship', { origin: 'import' }));
    for (const event of events('o1')) await invoicing().handle(event);
    expect([...store.streams.keys()]).to.deep.equal(['order-o1']);
  });
});
