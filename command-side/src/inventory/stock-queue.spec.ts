import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { mostWaiting, stockDecider, type StockCommand } from './stock-decider.js';
import { reservationOf } from './stock-state.js';

const sku = 'MUG';
const [early, now, later, latest] = [
  '2026-11-26T12:00:00.000Z',
  '2026-11-26T12:10:00.000Z',
  '2026-11-26T12:30:00.000Z',
  '2026-11-26T13:00:00.000Z',
];
const received = (quantity: number): ShopEvent => ({
  type: 'StockReceived',
  data: { sku, movementId: 'm0', quantity },
});
const held = (orderId: string, quantity: number, expiresAt = later): ShopEvent => ({
  type: 'StockReserved',
  data: { sku, orderId, quantity, expiresAt },
});
/** Held for an order that had waited. */
const granted = (orderId: string, quantity: number): ShopEvent => ({
  type: 'StockReserved',
  data: { sku, orderId, quantity, expiresAt: later, fromQueue: true },
});
const queued = (orderId: string, quantity: number, expiresAt = later): ShopEvent => ({
  type: 'ReservationQueued',
  data: { sku, orderId, quantity, expiresAt },
});
const committed = (orderId: string, quantity: number): ShopEvent => ({
  type: 'StockCommitted',
  data: { sku, orderId, quantity },
});
const released = (orderId: string, quantity: number): ShopEvent => ({
  type: 'StockReleased',
  data: { sku, orderId, quantity },
});
const refused = (orderId: string, quantity: number, available: number): ShopEvent => ({
  type: 'ReservationRefused',
  data: { sku, orderId, quantity, available },
});
const expired = (orderId: string, quantity: number, waiting = false): ShopEvent => ({
  type: 'ReservationExpired',
  data: { sku, orderId, quantity, waiting },
});
const reserve = (orderId: string, quantity: number, expiresAt = later): StockCommand => ({
  ...{ kind: 'reserve', sku, orderId, quantity, expiresAt, now },
});
const commit = (orderId: string): StockCommand => ({ kind: 'commit', sku, orderId, now });
const release = (orderId: string): StockCommand => ({ kind: 'release', sku, orderId, now });

describe('a shelf that many want something of', () => {
  it('holds for the first, and has the next wait for what may yet come free', () => {
    given(stockDecider, received(5)).when(reserve('o1', 5)).then(held('o1', 5));
    given(stockDecider, received(5), held('o1', 5)).when(reserve('o2', 1)).then(queued('o2', 1));
  });
  it('refuses at once what was sold already', () => {
    given(stockDecider, received(5), held('o1', 5), committed('o1', 5))
      .when(reserve('o2', 1))
      .refuses('not-enough-stock', { available: 0, wanted: 1 });
    given(stockDecider, received(5)).when(reserve('o1', 6)).refuses('not-enough-stock', { available: 5, wanted: 6 });
  });
  it('takes what is held without an end for sold', () => {
    const forGood: ShopEvent = { type: 'StockReserved', data: { sku, orderId: 'o1', quantity: 5 } };
    given(stockDecider, received(5), forGood).when(reserve('o2', 1)).refuses('not-enough-stock');
  });
  it('gives what is let go of to those who wait, in the order in which they came', () => {
    given(stockDecider, received(5), held('o1', 3), held('o2', 2), queued('o3', 2), queued('o4', 1), queued('o5', 1))
      .when(release('o1'))
      .then(released('o1', 3), granted('o3', 2), granted('o4', 1));
  });
  it('does not let little wishes overtake a big one', () => {
    given(stockDecider, received(5), held('o1', 5), queued('o2', 4), queued('o3', 1))
      .when({ kind: 'receive', sku, movementId: 'm1', quantity: 3, now })
      .then({ type: 'StockReceived', data: { sku, movementId: 'm1', quantity: 3 } });
    given(stockDecider, received(5), held('o1', 4), queued('o2', 2)).when(reserve('o3', 1)).then(queued('o3', 1));
  });
  it('gives what comes in, is counted, adjusted or brought back', () => {
    const history = [received(2), held('o1', 2), queued('o2', 1)];
    const more: readonly StockCommand[] = [
      { kind: 'receive', sku, movementId: 'm1', quantity: 1, now },
      { kind: 'count', sku, movementId: 'm1', counted: 3, now },
      { kind: 'adjust', sku, movementId: 'm1', quantity: 1, reason: 'found', now },
      { kind: 'return', sku, movementId: 'm1', quantity: 1, now },
    ];
    for (const command of more)
      expect(
        given(stockDecider, ...history)
          .when(command)
          .events()
          .at(-1),
        command.kind,
      ).to.deep.equal(granted('o2', 1));
  });
  it('refuses those who wait when what they waited for is sold, however far back they stand', () => {
    given(stockDecider, received(5), held('o1', 3), held('o2', 2), queued('o3', 2), queued('o4', 4), queued('o5', 1))
      .when(commit('o1'))
      .then(committed('o1', 3), refused('o4', 4, 0));
    given(stockDecider, received(5), held('o1', 5), queued('o2', 1), queued('o3', 5))
      .when(commit('o1'))
      .then(committed('o1', 5), refused('o2', 1, 0), refused('o3', 5, 0));
  });
  it('refuses those who wait for what was taken off the shelf', () => {
    given(stockDecider, received(6), held('o1', 4), queued('o2', 5))
      .when({ kind: 'write-off', sku, movementId: 'w1', quantity: 2, reason: 'cracked', now })
      .then(
        { type: 'StockWrittenOff', data: { sku, movementId: 'w1', quantity: 2, reason: 'cracked' } },
        refused('o2', 5, 0),
      );
  });
  it('lets those who wait leave, and the next one come', () => {
    given(stockDecider, received(5), held('o1', 3), queued('o2', 4), queued('o3', 2))
      .when(release('o2'))
      .then({ type: 'ReservationWithdrawn', data: { sku, orderId: 'o2', quantity: 4 } }, granted('o3', 2));
  });
  it('has an order wait once, and remembers that it did', () => {
    const history = [received(5), held('o1', 5), queued('o2', 1)];
    given(stockDecider, ...history)
      .when(reserve('o2', 1))
      .then();
    given(stockDecider, ...history, expired('o2', 1, true))
      .when(reserve('o2', 1))
      .then();
  });
  it('has no more wait than it can remember', () => {
    let { state } = given(stockDecider, received(1), held('o', 1));
    for (let n = 0; n < mostWaiting; n++) state = stockDecider.evolve(state, queued(`o${n.toString()}`, 1));
    expect(stockDecider.decide(reserve('late', 1), state)).to.deep.include({ refused: 'too-many-waiting' });
  });
  it('tells what became of each wish', () => {
    const { state } = given(
      stockDecider,
      ...[received(9), held('o1', 3), committed('o1', 3), held('o2', 6), queued('o3', 1), queued('o4', 1)],
      expired('o4', 1, true),
    );
    expect(['o1', 'o2', 'o3', 'o4', 'o5'].map((orderId) => reservationOf(state, orderId))).to.deep.equal([
      'committed',
      'held',
      'waiting',
      'ended',
      'none',
    ]);
  });
});

describe('what is held on a shelf until some time', () => {
  it('is let go of when the time is over, before anything else is decided', () => {
    given(stockDecider, received(5), held('o1', 5, early))
      .when(reserve('o2', 5))
      .then(expired('o1', 5), held('o2', 5));
  });
  it('is let go of by the sweep, and goes to those who wait', () => {
    given(stockDecider, received(5), held('o1', 5, early), queued('o2', 2, early), queued('o3', 5))
      .when({ kind: 'expire', sku, now })
      .then(expired('o1', 5), expired('o2', 2, true), granted('o3', 5));
  });
  it('ends at its moment, and not a millisecond before', () => {
    const history = [received(5), held('o1', 5, now)];
    given(stockDecider, ...history)
      .when({ kind: 'expire', sku, now: '2026-11-26T12:09:59.999Z' })
      .then();
    given(stockDecider, ...history)
      .when({ kind: 'expire', sku, now })
      .then(expired('o1', 5));
  });
  it('is let go of as what it is when its order lets go of it too late', () => {
    given(stockDecider, received(5), held('o1', 5, early))
      .when(release('o1'))
      .then(expired('o1', 5));
  });
  it('is swept once', () => {
    given(stockDecider, received(5), held('o1', 5, early), expired('o1', 5))
      .when({ kind: 'expire', sku, now })
      .then();
  });
  it('does not end any more when its order is sure', () => {
    given(stockDecider, received(5), held('o1', 5)).when(commit('o1')).then(committed('o1', 5));
    given(stockDecider, received(5), held('o1', 5), committed('o1', 5))
      .when({ kind: 'expire', sku, now: latest })
      .then();
  });
  it('is committed once', () => {
    given(stockDecider, received(5), held('o1', 5), committed('o1', 5)).when(commit('o1')).then();
  });
  it('cannot be committed when its time is over, when it waits, or when it never was', () => {
    given(stockDecider, received(5), held('o1', 5, early))
      .when(commit('o1'))
      .refuses('reservation-not-held');
    given(stockDecider, received(5), held('o1', 5), queued('o2', 1)).when(commit('o2')).refuses('reservation-not-held');
    given(stockDecider, received(5)).when(commit('o1')).refuses('reservation-not-held', { orderId: 'o1' });
  });
  it('is not begun when its time is over', () => {
    given(stockDecider, received(5))
      .when(reserve('o1', 1, early))
      .refuses('reservation-too-late', { expiresAt: early });
  });
  it('is given back whole when its order falls through, sure or not', () => {
    given(stockDecider, received(5), held('o1', 5)).when(release('o1')).then(released('o1', 5));
    given(stockDecider, received(5), held('o1', 5), committed('o1', 5)).when(release('o1')).then(released('o1', 5));
  });
});

describe('a shelf that runs low', () => {
  const threshold: ShopEvent = { type: 'LowStockThresholdSet', data: { sku, threshold: 2, changeId: 'c1' } };
  const low = (available: number): ShopEvent => ({ type: 'StockRanLow', data: { sku, available, threshold: 2 } });
  const recovered = (available: number): ShopEvent => ({
    type: 'StockRecovered',
    data: { sku, available, threshold: 2 },
  });

  it('says so in the moment in which it falls to the threshold', () => {
    given(stockDecider, received(5), threshold).when(reserve('o1', 3)).then(held('o1', 3), low(2));
    given(stockDecider, received(5), threshold).when(reserve('o1', 2)).then(held('o1', 2));
  });
  it('says so once, and again only after it recovered', () => {
    const history = [received(5), threshold, held('o1', 3), low(2)];
    given(stockDecider, ...history)
      .when(reserve('o2', 1))
      .then(held('o2', 1));
    given(stockDecider, ...history)
      .when(release('o1'))
      .then(released('o1', 3), recovered(5));
    given(stockDecider, ...history, released('o1', 3), recovered(5))
      .when(reserve('o2', 4))
      .then(held('o2', 4), low(1));
  });
  it('says so when the threshold is set above it, and falls silent at a threshold of none', () => {
    const set = (least: number, changeId: string): StockCommand => ({
      ...{ kind: 'set-threshold', sku, threshold: least, changeId, now },
    });
    given(stockDecider, received(2)).when(set(2, 'c1')).then(threshold, low(2));
    given(stockDecider, received(2), threshold, low(2)).when(set(2, 'c1')).then();
    const off: ShopEvent = { type: 'LowStockThresholdSet', data: { sku, threshold: 0, changeId: 'c2' } };
    given(stockDecider, received(2), threshold, low(2)).when(set(0, 'c2')).then(off);
    given(stockDecider, received(2), threshold, low(2), off).when(reserve('o1', 2)).then(held('o1', 2));
  });
  it('that nobody asked about says nothing', () => {
    given(stockDecider, received(1)).when(reserve('o1', 1)).then(held('o1', 1));
  });
});
