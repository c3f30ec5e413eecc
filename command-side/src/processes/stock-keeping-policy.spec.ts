import { expect } from 'chai';
import type { DataOf, Origin, Recorded, ShopEvent } from '@storefold/contracts';
import { bySku, checkoutActor, nextStep, onEvent } from './stock-keeping-policy.js';

const recorded = (event: ShopEvent, origin: Origin = 'live'): Recorded => ({
  ...event,
  ...{ eventId: 'e1', streamId: 'order-o1', revision: 0n, position: 1n, recordedAt: '2026-01-01T00:00:00.000Z' },
  metadata: {
    ...{ $correlationId: 'c', $causationId: 'c', commandId: 'c', actor: { kind: 'shopper', id: 'ann' } },
    ...{ occurredAt: '2026-01-01T00:00:00.000Z', origin, schemaVersion: 1 },
  },
});
const line = (lineId: string, sku: string, quantity: number) => ({
  ...{ lineId, sku, title: sku, quantity, unitPriceMinor: 1, amountMinor: quantity },
});
const sums = { linesMinor: 6, chargesMinor: 0, totalMinor: 6, currency: 'GBP' };
const parties = { customerId: null, country: 'France' };
const placed: DataOf<'OrderPlaced'> = {
  ...{ orderId: 'o1', orderNumber: 'S-1', ...parties, ...sums, charges: [] },
  lines: [line('1', 'MUG', 1), line('2', 'CUP', 2), line('3', 'MUG', 3)],
};

describe('stock-keeping', () => {
  it('looks at an order that was placed, and again when what it waited for came free, was sold, or took too long', () => {
    const advance = [{ kind: 'advance', orderId: 'o1' }];
    const held = { sku: 'MUG', orderId: 'o1', quantity: 1 };
    const news: readonly ShopEvent[] = [
      { type: 'OrderPlaced', data: placed },
      { type: 'StockReserved', data: { ...held, fromQueue: true } },
      { type: 'ReservationRefused', data: { ...held, available: 0 } },
      { type: 'ReservationExpired', data: { ...held, waiting: true } },
    ];
    for (const event of news) expect(onEvent(recorded(event)), event.type).to.deep.equal(advance);
    expect(onEvent(recorded({ type: 'StockReserved', data: held }))).to.deep.equal([]);
  });
  it('asks for what was ordered per SKU, and in SKU order', () => {
    expect(bySku(placed.lines)).to.deep.equal([
      { sku: 'CUP', quantity: 2 },
      { sku: 'MUG', quantity: 4 },
    ]);
  });
  it('confirms an order that is held whole', () => {
    const wishes = [{ sku: 'CUP', wish: 'held' } as const, { sku: 'MUG', wish: 'committed' } as const];
    expect(nextStep(wishes, false)).to.deep.equal({ kind: 'confirm' });
    // Late, and yet nobody took it away: the order stands.
    expect(nextStep(wishes, true)).to.deep.equal({ kind: 'confirm' });
  });
  it('waits for a SKU that others may let go of', () => {
    expect(
      nextStep(
        [
          { sku: 'CUP', wish: 'held' },
          { sku: 'MUG', wish: 'waiting' },
        ],
        false,
      ),
    ).to.deep.equal({ kind: 'wait' });
  });
  it('cancels what cannot be held, and says why', () => {
    const outOfStock = { kind: 'cancel', reason: 'out-of-stock: MUG' };
    const late = { kind: 'cancel', reason: 'not-confirmed-in-time' };
    expect(nextStep([{ sku: 'MUG', wish: 'sold-out' }], false)).to.deep.equal(outOfStock);
    expect(nextStep([{ sku: 'MUG', wish: 'ended' }], false)).to.deep.equal(outOfStock);
    expect(nextStep([{ sku: 'MUG', wish: 'ended' }], true)).to.deep.equal(late);
    expect(nextStep([{ sku: 'MUG', wish: 'too-late' }], false)).to.deep.equal(late);
  });
  it('lets go of every SKU of a cancelled order', () => {
    const data: DataOf<'OrderCancelled'> = { orderId: 'o1', reason: 'no', ...parties, ...sums, lines: placed.lines };
    expect(onEvent(recorded({ type: 'OrderCancelled', data }))).to.deep.equal([
      { kind: 'release', orderId: 'o1', sku: 'CUP' },
      { kind: 'release', orderId: 'o1', sku: 'MUG' },
      { kind: 'settle', orderId: 'o1' },
    ]);
  });
  it('moves each line that was shipped or came back under a name of its own', () => {
    const lines = [{ lineId: '1', sku: 'MUG', quantity: 1 }];
    const shipped: ShopEvent = {
      type: 'ItemsShipped',
      data: { orderId: 'o1', shipmentId: 's1', lines, complete: false },
    };
    expect(onEvent(recorded(shipped))).to.deep.equal([
      { kind: 'ship', orderId: 'o1', sku: 'MUG', quantity: 1, movementId: 's1.1' },
      { kind: 'settle', orderId: 'o1' },
    ]);
    const returned: ShopEvent = {
      type: 'ItemsReturned',
      data: {
        ...{ orderId: 'o1', returnId: 'r1', reason: 'cracked', ...parties, currency: 'GBP', amountMinor: 1 },
        lines: lines.map((moved) => ({ ...moved, amountMinor: 1 })),
      },
    };
    expect(onEvent(recorded(returned))).to.deep.equal([
      { kind: 'return', orderId: 'o1', sku: 'MUG', quantity: 1, movementId: 'r1.1' },
      { kind: 'refund-return', orderId: 'o1', returnId: 'r1', amountMinor: 1 },
    ]);
  });
  it('puts on the shelf what can be sold of an inspected return, writes the rest off, and pays it back', () => {
    const found = { quantity: 2, worthMinor: 9, amountMinor: 9 };
    const inspected = (amountMinor: number): ShopEvent => ({
      type: 'ReturnInspected',
      data: {
        ...{ orderId: 'o1', returnId: 'r1', inspectionId: 'i1', ...parties, currency: 'GBP', amountMinor },
        lines: [
          { lineId: '1', sku: 'MUG', ...found, sellable: 0, writtenOff: 2, writeOffReason: 'used' },
          { lineId: '2', sku: 'CUP', ...found, sellable: 2, writtenOff: 0 },
        ],
      },
    });
    const movements = [
      {
        ...{ kind: 'return', orderId: 'o1', sku: 'MUG', quantity: 2, movementId: 'r1.1' },
        writtenOff: { quantity: 2, reason: 'came back used' },
      },
      { kind: 'return', orderId: 'o1', sku: 'CUP', quantity: 2, movementId: 'r1.2' },
    ];
    expect(onEvent(recorded(inspected(18)))).to.deep.equal([
      ...movements,
      { kind: 'refund-return', orderId: 'o1', returnId: 'r1', amountMinor: 18 },
    ]);
    expect(onEvent(recorded(inspected(0))), 'nothing is given back').to.deep.equal(movements);
  });
  it('sees to it that a refund is tried again which is owed, and to none of a log from before', () => {
    const failed = {
      ...{ paymentId: 'o1', orderId: 'o1', refundId: 'f1', intentId: 'pi_1', amountMinor: 1, currency: 'GBP' },
      ...{ ...parties, code: 'unknown', wasRefunded: false },
    };
    const event = recorded({ type: 'RefundFailed', data: { ...failed, owed: true } });
    expect(onEvent(event)).to.deep.equal([
      { kind: 'try-refund-again-later', orderId: 'o1', refundId: 'f1', failedAt: event.metadata.occurredAt },
    ]);
    expect(onEvent(recorded({ type: 'RefundFailed', data: failed }))).to.deep.equal([]);
  });
  it('leaves imported history alone', () => {
    expect(onEvent(recorded({ type: 'OrderPlaced', data: placed }, 'import'))).to.deep.equal([]);
  });
  it('goes on where a card was asked or promised, and finishes refunds that were begun', () => {
    const attempt = { paymentId: 'o1', orderId: 'o1', attemptId: 'a1' };
    const sum = { amountMinor: 1, currency: 'GBP' };
    const advance = [{ kind: 'advance', orderId: 'o1' }];
    expect(
      onEvent(
        recorded({
          type: 'CardPaymentStarted',
          data: { ...attempt, ...sum, ...parties, paymentMethodId: 'pm_1', startedAt: '2026-01-01T00:00:00.000Z' },
        }),
      ),
    ).to.deep.equal(advance);
    expect(
      onEvent(recorded({ type: 'PaymentAuthorised', data: { ...attempt, ...sum, ...parties, intentId: 'pi_1' } })),
    ).to.deep.equal(advance);
    const refund = { paymentId: 'o1', orderId: 'o1', refundId: 'f1', intentId: 'pi_1', ...sum, reason: 'cracked' };
    expect(onEvent(recorded({ type: 'RefundStarted', data: refund }))).to.deep.equal([
      { kind: 'finish-refund', orderId: 'o1', refundId: 'f1' },
    ]);
  });
  it('leaves to its own next step what its own step made', () => {
    const own = (event: Recorded): Recorded => ({ ...event, metadata: { ...event.metadata, actor: checkoutActor } });
    const sum = { amountMinor: 1, currency: 'GBP' };
    const authorised: ShopEvent = {
      type: 'PaymentAuthorised',
      data: { paymentId: 'o1', orderId: 'o1', attemptId: 'a1', intentId: 'pi_1', ...sum, ...parties },
    };
    expect(onEvent(own(recorded(authorised)))).to.deep.equal([]);
    const begun: ShopEvent = {
      type: 'RefundStarted',
      data: { paymentId: 'o1', orderId: 'o1', refundId: 'f1', intentId: 'pi_1', ...sum, reason: 'cracked' },
    };
    expect(onEvent(own(recorded(begun))), 'a refund is finished by whoever sees it').to.have.length(1);
  });
  it('has nothing to say about other events', () => {
    expect(onEvent(recorded({ type: 'OrderConfirmed', data: { orderId: 'o1' } }))).to.deep.equal([]);
  });
});
