import { expect } from 'chai';
import type { DataOf, ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { stockDecider, type StockCommand } from './stock-decider.js';
import { available } from './stock-state.js';

const sku = 'MUG';
const received = (quantity: number, movementId = 'm0'): ShopEvent => ({
  type: 'StockReceived',
  data: { sku, movementId, quantity },
});
const reserved = (orderId: string, quantity: number): ShopEvent => ({
  type: 'StockReserved',
  data: { sku, orderId, quantity },
});
const released = (orderId: string, quantity: number): ShopEvent => ({
  type: 'StockReleased',
  data: { sku, orderId, quantity },
});
const shipped = (data: Omit<DataOf<'StockShipped'>, 'sku'>): ShopEvent => ({
  type: 'StockShipped',
  data: { sku, ...data },
});

describe('stock', () => {
  it('is received, and once only', () => {
    const receive: StockCommand = { kind: 'receive', sku, movementId: 'm1', quantity: 12, note: 'from Stoke' };
    const event: ShopEvent = {
      type: 'StockReceived',
      data: { sku, movementId: 'm1', quantity: 12, note: 'from Stoke' },
    };
    given(stockDecider).when(receive).then(event);
    given(stockDecider, event).when(receive).then();
  });
  it('is counted, and the difference is written down', () => {
    given(stockDecider, received(10))
      .when({ kind: 'count', sku, movementId: 'm1', counted: 8 })
      .then({ type: 'StockCounted', data: { sku, movementId: 'm1', counted: 8, difference: -2 } });
  });
  it('is not counted below what is held for orders', () => {
    given(stockDecider, received(10), reserved('o1', 6))
      .when({ kind: 'count', sku, movementId: 'm1', counted: 5 })
      .refuses('stock-below-reserved', { reserved: 6, counted: 5 });
  });
  it('is adjusted down to nothing, and no further', () => {
    given(stockDecider, received(3))
      .when({ kind: 'adjust', sku, movementId: 'm1', quantity: -3, reason: 'broken' })
      .then({ type: 'StockAdjusted', data: { sku, movementId: 'm1', quantity: -3, reason: 'broken' } });
    given(stockDecider, received(3))
      .when({ kind: 'adjust', sku, movementId: 'm1', quantity: -4, reason: 'broken' })
      .refuses('not-enough-stock', { available: 3 });
  });
  it('that came back broken is written off before anybody who waits is given it, once', () => {
    const waits: ShopEvent = {
      type: 'ReservationQueued',
      data: { sku, orderId: 'o2', quantity: 1, expiresAt: '2026-11-26T12:00:00.000Z' },
    };
    const holder: ShopEvent = {
      type: 'StockReserved',
      data: { sku, orderId: 'o1', quantity: 1, expiresAt: '2026-11-26T12:00:00.000Z' },
    };
    const back = (quantity: number, broken: number): StockCommand => ({
      ...{ kind: 'return', sku, movementId: 'b1', quantity, orderId: 'o0' },
      writtenOff: { quantity: broken, reason: 'came back damaged' },
    });
    const returned = (quantity: number): ShopEvent => ({
      type: 'StockReturned',
      data: { sku, movementId: 'b1', quantity, orderId: 'o0' },
    });
    const off: ShopEvent = {
      type: 'StockWrittenOff',
      data: { sku, movementId: 'b1.off', quantity: 1, reason: 'came back damaged', orderId: 'o0' },
    };
    given(stockDecider, received(1), holder, waits).when(back(1, 1)).then(returned(1), off);
    given(stockDecider, received(1), holder, waits).when(back(1, 1)).and(back(1, 1)).then();
    given(stockDecider, received(1), holder, waits)
      .when(back(2, 1))
      .then(returned(2), off, {
        type: 'StockReserved',
        data: { sku, orderId: 'o2', quantity: 1, expiresAt: '2026-11-26T12:00:00.000Z', fromQueue: true },
      });
    given(stockDecider, received(1)).when(back(1, 0)).then(returned(1));
  });
  it('that is held cannot be adjusted away', () => {
    given(stockDecider, received(3), reserved('o1', 2))
      .when({ kind: 'adjust', sku, movementId: 'm1', quantity: -2, reason: 'broken' })
      .refuses('not-enough-stock', { available: 1 });
  });
  it('adjusted by nothing is a mistake', () => {
    given(stockDecider)
      .when({ kind: 'adjust', sku, movementId: 'm1', quantity: 0, reason: 'none' })
      .refuses('nothing-to-adjust');
  });
  it('beyond a thousand million is a slip of the finger', () => {
    const full: ShopEvent = { type: 'StockCounted', data: { sku, movementId: 'm0', counted: 1e9, difference: 1e9 } };
    given(stockDecider, full).when({ kind: 'receive', sku, movementId: 'm1', quantity: 1 }).refuses('stock-too-large');
    given(stockDecider)
      .when({ kind: 'count', sku, movementId: 'm1', counted: 1e9 + 1 })
      .refuses('stock-too-large');
  });

  describe('held for an order', () => {
    it('is no longer available to another', () => {
      given(stockDecider, received(5))
        .when({ kind: 'reserve', sku, orderId: 'o1', quantity: 5 })
        .then(reserved('o1', 5));
      given(stockDecider, received(5), reserved('o1', 5))
        .when({ kind: 'reserve', sku, orderId: 'o2', quantity: 1 })
        .refuses('not-enough-stock', { available: 0, onHand: 5, wanted: 1 });
    });
    it('is held once, even when the order let go of it since', () => {
      const hold: StockCommand = { kind: 'reserve', sku, orderId: 'o1', quantity: 2 };
      given(stockDecider, received(5), reserved('o1', 2)).when(hold).then();
      given(stockDecider, received(5), reserved('o1', 2), released('o1', 2)).when(hold).then();
    });
    it('is let go of whole, and once', () => {
      given(stockDecider, received(5), reserved('o1', 2))
        .when({ kind: 'release', sku, orderId: 'o1' })
        .then(released('o1', 2));
      given(stockDecider, received(5), reserved('o1', 2), released('o1', 2))
        .when({ kind: 'release', sku, orderId: 'o1' })
        .then();
      given(stockDecider).when({ kind: 'release', sku, orderId: 'o1' }).then();
    });
    it('is shipped from what was held first', () => {
      given(stockDecider, received(5), reserved('o1', 2))
        .when({ kind: 'ship', sku, movementId: 's1', orderId: 'o1', quantity: 3 })
        .then(shipped({ movementId: 's1', orderId: 'o1', quantity: 3, fromReservation: 2 }));
    });
    it('is shipped though nothing else is left', () => {
      given(stockDecider, received(2), reserved('o1', 2))
        .when({ kind: 'ship', sku, movementId: 's1', orderId: 'o1', quantity: 2 })
        .then(shipped({ movementId: 's1', orderId: 'o1', quantity: 2, fromReservation: 2 }));
    });
    it('is not shipped for another order', () => {
      given(stockDecider, received(5), reserved('o1', 4))
        .when({ kind: 'ship', sku, movementId: 's1', orderId: 'o2', quantity: 2 })
        .refuses('not-enough-stock', { available: 1, wanted: 2 });
    });
    it('frees the rest when part of it shipped and the rest is let go', () => {
      const { state } = given(
        stockDecider,
        received(5),
        reserved('o1', 4),
        shipped({ movementId: 's1', orderId: 'o1', quantity: 1, fromReservation: 1 }),
        released('o1', 3),
      );
      expect([state.onHand, state.reserved, available(state)]).to.deep.equal([4, 0, 4]);
    });
  });

  it('that comes back is taken back however full the shelf is', () => {
    const full: ShopEvent = { type: 'StockCounted', data: { sku, movementId: 'm0', counted: 1e9, difference: 1e9 } };
    given(stockDecider, full)
      .when({ kind: 'return', sku, movementId: 'r1', quantity: 1, orderId: 'o1' })
      .then({ type: 'StockReturned', data: { sku, movementId: 'r1', quantity: 1, orderId: 'o1' } });
  });
  it('comes back for an order or a credit', () => {
    given(stockDecider, received(5))
      .when({ kind: 'return', sku, movementId: 'r1', quantity: 2, orderId: 'o1' })
      .then({ type: 'StockReturned', data: { sku, movementId: 'r1', quantity: 2, orderId: 'o1' } });
    given(stockDecider, received(5))
      .when({ kind: 'return', sku, movementId: 'r2', quantity: 1, creditId: 'C1' })
      .then({ type: 'StockReturned', data: { sku, movementId: 'r2', quantity: 1, creditId: 'C1' } });
  });
});
