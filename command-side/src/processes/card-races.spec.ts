import { expect } from 'chai';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { CardPayments } from '../payments/card-payments.js';
import type { CardGateway } from '../payments/gateway/card-gateway.js';
import { PaymentHandlers } from '../payments/payment-handlers.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { cards, interleavedGateway, SimulatedBank } from '../testing/simulated-bank.js';
import { CardKeeping } from './card-keeping.js';
import { StockKeeping } from './stock-keeping.js';

const NOW = '2026-11-26T12:00:00.000Z';

/** A shop of two processes over one log and one bank, where something can be made to happen while the bank is asked. */
class Scene {
  readonly store = new MemoryStore();
  readonly bank = new SimulatedBank();
  whileAsking: ((what: string) => Promise<void>) | undefined;

  process() {
    const runtime = createStreamRuntime({ store: this.store, logger: silent, retryPace: 0 });
    const [inventory, orders, payments] = [
      new InventoryHandlers(runtime),
      new OrderHandlers(runtime),
      new PaymentHandlers(runtime),
    ];
    const gateway: CardGateway = interleavedGateway(this.bank, async (what, work) => {
      const meanwhile = this.whileAsking;
      this.whileAsking = undefined;
      await meanwhile?.(what);
      return work();
    });
    const money = new CardPayments(
      payments,
      gateway,
      () => NOW,
      (orderId) => `https://shop.example/${orderId}`,
    );
    const keeping = new StockKeeping(inventory, orders, () => NOW, new CardKeeping(money, payments, orders, () => NOW));
    return { inventory, orders, money, keeping };
  }

  async open(): Promise<void> {
    const { inventory, orders } = this.process();
    await inventory.defineProduct(
      { sku: 'MUG', title: 'A mug', priceMinor: 100, currency: 'GBP' },
      contextOf('define'),
    );
    await inventory.updateStock({ kind: 'receive', sku: 'MUG', movementId: 'm1', quantity: 5 }, contextOf('receive'));
    await orders.placeOrder(
      {
        ...{ orderId: 'o1', orderNumber: 'o1', customerId: null, country: 'France', currency: 'GBP', charges: [] },
        lines: [{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 1, unitPriceMinor: 100, amountMinor: 100 }],
        payment: { kind: 'card', paymentMethodId: cards.good },
        confirmBy: '2026-11-26T12:30:00.000Z',
      },
      contextOf('place'),
    );
  }

  async deliver(type: string, to = this.process()): Promise<void> {
    for (const event of [...this.store.streams.values()].flat().filter((each) => each.type === type))
      await to.keeping.handle(event);
  }

  /** What the bank holds for the shop: promised, and taken less given back. */
  held(): readonly [number, number] {
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
    const intents = this.bank.of('o1');
    return [
      sum(intents.filter(({ status }) => status === 'authorised').map(({ amountMinor }) => amountMinor)),
      sum(intents.map(({ intentId, capturedMinor }) => capturedMinor - this.bank.givenBackMinor(intentId))),
    ];
  }
}

describe('a card that is asked while its order', () => {
  it('is cancelled, and the cancelling is over before the bank hears of the card, lets go of what it promises', async () => {
    const scene = new Scene();
    await scene.open();
    scene.whileAsking = async () => {
      const other = scene.process();
      await other.orders.cancelOrder({ orderId: 'o1', reason: 'changed my mind' }, contextOf('cancel'));
      await scene.deliver('OrderCancelled', other);
    };
    await scene.deliver('OrderPlaced');
    expect(scene.store.types('payment-o1')).to.deep.equal([
      ...['CardPaymentStarted', 'PaymentDeclined', 'PaymentAuthorised', 'AuthorisationVoided'],
    ]);
    expect(scene.held()).to.deep.equal([0, 0]);
    expect(scene.store.types('stock-MUG').at(-1)).to.equal('StockReleased');
  });

  it('is cancelled, and whose process died before it heard the answer, is let go of when the webhook comes', async () => {
    const scene = new Scene();
    await scene.open();
    const asking = scene.process();
    scene.whileAsking = async () => {
      scene.bank.authorise({
        ...{ orderId: 'o1', attemptId: attemptOf(scene), paymentMethodId: cards.good, amountMinor: 100 },
        ...{ currency: 'GBP', returnUrl: '' },
      });
      await Promise.resolve();
      throw new Error('died');
    };
    await scene.deliver('OrderPlaced', asking).catch(() => undefined);
    expect(scene.held()).to.deep.equal([100, 0]);
    const other = scene.process();
    await other.orders.cancelOrder({ orderId: 'o1', reason: 'changed my mind' }, contextOf('cancel'));
    await scene.deliver('OrderCancelled', other);
    expect(scene.held()).to.deep.equal([0, 0]);
  });

  it('is confirmed through a webhook alone, where the shopper approved it at the bank', async () => {
    const scene = new Scene();
    await scene.open();
    const { money } = scene.process();
    await scene.deliver('OrderPlaced');
    for (const { intentId } of scene.bank.of('o1')) await money.look('intent', intentId, contextOf('webhook'));
    await scene.deliver('PaymentAuthorised');
    expect(scene.store.types('order-o1')).to.deep.equal(['OrderPlaced', 'OrderConfirmed']);
    expect(scene.held()).to.deep.equal([100, 0]);
  });

  it('has two promises, keeps one of them', async () => {
    const scene = new Scene();
    await scene.open();
    await scene.deliver('OrderPlaced');
    const { money } = scene.process();
    const [first] = scene.bank.of('o1');
    if (!first) throw new Error('the bank was not asked');
    // Another one, which the shop had given up as lost.
    const lost = { orderId: 'o1', attemptId: 'lost', paymentMethodId: cards.good, amountMinor: 100, currency: 'GBP' };
    const stream = scene.store.streams.get('payment-o1') ?? [];
    const started = stream.find(({ type }) => type === 'CardPaymentStarted');
    if (started?.type !== 'CardPaymentStarted') throw new Error('no card was started');
    stream.push({
      ...started,
      ...{ eventId: 'lost', revision: BigInt(stream.length), position: 10_000_000n },
      data: { ...started.data, attemptId: 'lost' },
    });
    scene.bank.authorise({ ...lost, returnUrl: '' });
    await money.look('intent', 'pi_lost', contextOf('webhook'));
    expect(scene.held()).to.deep.equal([200, 0]);
    await scene.deliver('PaymentAuthorised');
    expect(scene.held()).to.deep.equal([100, 0]);
    expect(scene.bank.of('o1').map(({ status }) => status)).to.deep.equal(['authorised', 'cancelled']);
  });
});

/** The name under which the shop asks for the order's first card. */
const attemptOf = (scene: Scene): string => {
  const started = scene.store.streams.get('payment-o1')?.find(({ type }) => type === 'CardPaymentStarted');
  return started?.type === 'CardPaymentStarted' ? started.data.attemptId : 'none';
};
