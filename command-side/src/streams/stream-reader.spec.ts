import { expect } from 'chai';
import { PaymentHandlers } from '../payments/payment-handlers.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { createStreamRuntime } from './stream-runtime.js';

const line = { lineId: '1', sku: 'MUG', title: 'A mug', quantity: 2, unitPriceMinor: 500, amountMinor: 1_000 };
const order = (orderId: string) => ({
  ...{
    orderId,
    orderNumber: orderId,
    customerId: null,
    country: 'France',
    currency: 'GBP',
    lines: [line],
    charges: [],
  },
});
const payment = (orderId: string, amountMinor: number, receiptId = 'r1') => ({
  ...{ orderId, receiptId, method: 'cash' as const, amountMinor, currency: 'GBP' },
});
const imported = (commandId: string) => contextOf(commandId, { origin: 'import' });

describe('payments reading orders', () => {
  let store: MemoryStore;
  const process = () => {
    const runtime = createStreamRuntime({ store, logger: silent, retryPace: 0 });
    return { orders: new OrderHandlers(runtime), payments: new PaymentHandlers(runtime) };
  };
  beforeEach(() => {
    store = new MemoryStore();
  });

  it('know what this process placed without reading anything, where history is imported', async () => {
    const { orders, payments } = process();
    await orders.placeOrder(order('o1'), imported('place'));
    const outcome = await payments.processPayment(payment('o1', 1_000), imported('pay'));
    expect(outcome.kind).to.equal('accepted');
    expect(store.reads).to.equal(0);
  });

  it('see what another process wrote meanwhile', async () => {
    const [ours, theirs] = [process(), process()];
    await ours.orders.placeOrder(order('o1'), contextOf('place'));
    await theirs.orders.cancelOrder({ orderId: 'o1', reason: 'no' }, contextOf('cancel'));
    const outcome = await ours.payments.processPayment(payment('o1', 1_000), contextOf('pay'));
    expect(outcome).to.deep.include({ kind: 'refused', code: 'order-cancelled' });
  });

  it('read again before an import is refused', async () => {
    const [ours, theirs] = [process(), process()];
    expect(await ours.payments.due('o1')).to.deep.equal({ kind: 'no-order' });
    await theirs.orders.placeOrder(order('o1'), imported('place'));
    const outcome = await ours.payments.processPayment(payment('o1', 1_000), imported('pay'));
    expect(outcome.kind).to.equal('accepted');
  });

  it('do not count an append twice that they read before they were told of it', async () => {
    const { orders, payments } = process();
    await orders.placeOrder(order('o1'), contextOf('place'));
    await orders.confirmOrder({ orderId: 'o1' }, contextOf('confirm'));
    await orders.shipItems({ orderId: 'o1', shipmentId: 's1' }, contextOf('ship'));
    const reading = payments.due('o1');
    const back = { orderId: 'o1', returnId: 'b1', reason: 'cracked', lines: [{ lineId: '1', quantity: 1 }] };
    await Promise.all([reading, orders.returnItems(back, contextOf('return'))]);
    const known = await payments.due('o1');
    expect(known).to.deep.include({ dueMinor: 500, returns: new Map([['b1', 500]]) });
  });

  it('pay back only what came back, where a return is named', async () => {
    const { orders, payments } = process();
    await orders.placeOrder(order('o1'), imported('place'));
    await payments.processPayment(payment('o1', 1_000), imported('pay'));
    const refund = { orderId: 'o1', refundId: 'x1', amountMinor: 500, reason: 'cracked', returnId: 'b1' };
    expect(await payments.refundPayment(refund, imported('early'))).to.deep.include({ code: 'return-not-found' });
    await orders.shipItems({ orderId: 'o1', shipmentId: 's1' }, imported('ship'));
    await orders.returnItems(
      { orderId: 'o1', returnId: 'b1', reason: 'cracked', lines: [{ lineId: '1', quantity: 1 }] },
      imported('return'),
    );
    expect((await payments.refundPayment(refund, imported('refund'))).kind).to.equal('accepted');
    expect(await payments.refundPayment({ ...refund, refundId: 'x2' }, imported('again'))).to.deep.include({
      ...{ code: 'refund-exceeds-return' },
    });
  });

  it('know that another process cancelled the order, when they pay back', async () => {
    const [ours, theirs] = [process(), process()];
    await ours.orders.placeOrder(order('o1'), contextOf('place'));
    await ours.payments.processPayment(payment('o1', 1_000), contextOf('pay'));
    await theirs.orders.cancelOrder({ orderId: 'o1', reason: 'no' }, contextOf('cancel'));
    const refund = { orderId: 'o1', refundId: 'x1', amountMinor: 1_000, reason: 'cancelled' };
    const outcome = await ours.payments.refundPayment(refund, contextOf('refund'));
    expect(outcome.kind === 'accepted' && outcome.events[0]?.data).to.include({ ofCancelled: true });
  });
});
