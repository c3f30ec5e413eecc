import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import * as story from '../testing/return-story.js';
import { orderDecider } from './order-decider.js';

const { orderId, ask, asked, approve, approved, decline, withdraw, receive, received, mugs, shipped } = story;
const sent = [story.placed, story.confirmed, shipped(story.all)];
const returnId = 'r1';

describe('a return', () => {
  describe('is asked for', () => {
    it('of what was sent, with why', () => {
      given(orderDecider, ...sent)
        .when(ask(mugs(2)))
        .then(asked(mugs(2)));
      given(orderDecider, ...sent)
        .when(ask(mugs(2), { words: story.words }))
        .then({
          type: 'ReturnRequested',
          data: { orderId, returnId, reason: 'faulty', lines: story.moved(mugs(2)), words: story.words },
        });
    });
    it('once: a repeat adds nothing', () => {
      given(orderDecider, ...sent)
        .when(ask(mugs(2)))
        .and(ask(mugs(2)))
        .then();
    });
    it('by whoever placed the order, and by nobody else', () => {
      given(orderDecider, ...sent)
        .when(ask(mugs(1), { ofShopper: 'ann' }))
        .then(asked(mugs(1)));
      given(orderDecider, ...sent)
        .when(ask(mugs(1), { ofShopper: 'bob' }))
        .refuses('order-not-found', { orderId });
      given(orderDecider)
        .when(ask(mugs(1)))
        .refuses('order-not-found', { orderId });
    });
    it('of no more than was sent and is not back, or on its way back', () => {
      given(orderDecider, story.placed, story.confirmed, shipped(mugs(1)))
        .when(ask(mugs(2)))
        .refuses('more-than-shipped', { lineId: '1', wanted: 2, returnable: 1 });
      given(orderDecider, ...sent, asked(mugs(2), 'other'))
        .when(ask(mugs(2)))
        .refuses('more-than-shipped', { returnable: 1 });
      const back: ShopEvent = {
        type: 'ItemsReturned',
        data: {
          ...{ orderId, returnId: 'desk', reason: 'came back', ...story.parties, amountMinor: 333 },
          lines: [{ lineId: '1', sku: 'MUG', quantity: 1, amountMinor: 333 }],
        },
      };
      given(orderDecider, ...sent, back)
        .when(ask(mugs(3)))
        .refuses('more-than-shipped', { returnable: 2 });
      given(orderDecider, story.placed, story.confirmed)
        .when(ask(mugs(1)))
        .refuses('more-than-shipped', { returnable: 0 });
    });
    it('of lines that the order has, each named once', () => {
      given(orderDecider, ...sent)
        .when(ask([]))
        .refuses('nothing-to-return');
      given(orderDecider, ...sent)
        .when(ask([{ lineId: '9', quantity: 1 }]))
        .refuses('order-line-not-found');
      given(orderDecider, ...sent)
        .when(ask([...mugs(1), ...mugs(1)]))
        .refuses('order-line-twice');
    });
    it('fifty times at most, withdrawn or not', () => {
      const many = Array.from({ length: 50 }, (_, n): readonly ShopEvent[] => [
        asked(mugs(1), `n${n.toString()}`),
        { type: 'ReturnWithdrawn', data: { orderId, returnId: `n${n.toString()}` } },
      ]).flat();
      given(orderDecider, ...sent, ...many.slice(0, 98))
        .when(ask(mugs(1)))
        .then(asked(mugs(1)));
      given(orderDecider, ...sent, ...many)
        .when(ask(mugs(1)))
        .refuses('too-many-returns', { most: 50 });
    });
  });

  describe('is asked for in time', () => {
    const [early, late, since] = ['2026-01-01', '2026-02-01', '2026-01-15'].map((day) => `${day}T00:00:00.000Z`);
    const inTwo = [story.placed, story.confirmed, shipped(mugs(2), 's1', early), shipped(mugs(1), 's2', late)];
    const wish = (quantity: number) => ask(mugs(quantity), { since: since ?? '' });
    it('counted from each shipment: what came with an older one stays sold', () => {
      given(orderDecider, ...inTwo)
        .when(wish(1))
        .then(asked(mugs(1)));
      given(orderDecider, ...inTwo)
        .when(wish(2))
        .refuses('return-too-late', { lineId: '1', wanted: 2, inTime: 1, since: since ?? '' });
      given(orderDecider, ...inTwo)
        .when(ask(mugs(3)))
        .then(asked(mugs(3)));
    });
    it('counted from the arrival, where that is known', () => {
      const arrived: ShopEvent = {
        type: 'ShipmentDelivered',
        data: { orderId, shipmentId: 's1', deliveredAt: late ?? '' },
      };
      given(orderDecider, ...inTwo, arrived)
        .when(wish(3))
        .then(asked(mugs(3)));
    });
    it('whenever, where a log from before says nothing of when it was sent', () => {
      given(orderDecider, ...sent)
        .when(wish(3))
        .then(asked(mugs(3)));
    });
  });

  describe('is decided by the shop', () => {
    it('once, whichever way', () => {
      given(orderDecider, ...sent, asked(mugs(1)))
        .when(approve)
        .then(approved);
      given(orderDecider, ...sent, asked(mugs(1)), approved)
        .when(approve)
        .then();
      given(orderDecider, ...sent, asked(mugs(1)))
        .when(decline)
        .then({ type: 'ReturnDeclined', data: { orderId, returnId } });
      given(orderDecider, ...sent, asked(mugs(1)))
        .when(decline)
        .and(decline)
        .then();
      given(orderDecider, ...sent, asked(mugs(1)))
        .when(decline)
        .and(approve)
        .refuses('return-state-differs', { status: 'declined', needs: 'requested' });
    });
    it('and what was approved is not declined: the parcel may be on its way', () => {
      given(orderDecider, ...sent, asked(mugs(1)), approved)
        .when(decline)
        .refuses('return-state-differs', { status: 'approved' });
    });
    it('only where it was asked for', () => {
      given(orderDecider, ...sent)
        .when(approve)
        .refuses('return-not-found', { returnId });
      given(orderDecider).when(approve).refuses('order-not-found');
    });
    it('and one that was declined frees its pieces', () => {
      given(orderDecider, ...sent, asked(mugs(3)), { type: 'ReturnDeclined', data: { orderId, returnId } })
        .when(ask(mugs(3), { returnId: 'r2' }))
        .then(asked(mugs(3), 'r2'));
    });
  });

  describe('is withdrawn', () => {
    it('by its shopper until it is here, once', () => {
      const gone: ShopEvent = { type: 'ReturnWithdrawn', data: { orderId, returnId } };
      given(orderDecider, ...sent, asked(mugs(1)), approved)
        .when({ ...withdraw, kind: 'withdraw-return', orderId, returnId, ofShopper: 'ann' })
        .then(gone);
      given(orderDecider, ...sent, asked(mugs(1)), gone)
        .when(withdraw)
        .then();
      given(orderDecider, ...sent, asked(mugs(1)), approved, received(mugs(1)))
        .when(withdraw)
        .refuses('return-state-differs', { status: 'received' });
    });
    it('by no other shopper', () => {
      given(orderDecider, ...sent, asked(mugs(1)))
        .when({ kind: 'withdraw-return', orderId, returnId, ofShopper: 'bob' })
        .refuses('order-not-found');
    });
  });

  describe('is received', () => {
    const awaited = [...sent, asked(mugs(2)), approved];
    it('with what came of it, once', () => {
      given(orderDecider, ...awaited)
        .when(receive(mugs(2)))
        .then(received(mugs(2)));
      given(orderDecider, ...awaited, received(mugs(2)))
        .when(receive(mugs(2)))
        .then();
    });
    it('with no more than was announced, and at least one piece', () => {
      given(orderDecider, ...awaited)
        .when(receive(mugs(3)))
        .refuses('more-than-asked-back', { lineId: '1', came: 3, asked: 2 });
      given(orderDecider, ...awaited)
        .when(receive([{ lineId: '2', quantity: 1 }]))
        .refuses('more-than-asked-back', { lineId: '2', asked: 0 });
      given(orderDecider, ...awaited)
        .when(receive([]))
        .refuses('nothing-to-return');
    });
    it('after it was approved, and not again under another name', () => {
      given(orderDecider, ...sent, asked(mugs(2)))
        .when(receive(mugs(2)))
        .refuses('return-state-differs', { status: 'requested', needs: 'approved' });
      given(orderDecider, ...awaited, received(mugs(1)))
        .when(receive(mugs(2), 'c2'))
        .refuses('return-state-differs', { status: 'received' });
    });
    it('and what was not in the parcel may be asked for anew', () => {
      given(orderDecider, ...awaited, received(mugs(1)))
        .when(ask(mugs(2), { returnId: 'r2' }))
        .then(asked(mugs(2), 'r2'));
    });
    it('and at the desk nobody hands over what is in a parcel already', () => {
      given(orderDecider, ...awaited)
        .when({ kind: 'return', orderId, returnId: 'desk', reason: 'came back', lines: mugs(2) })
        .refuses('more-than-shipped', { wanted: 2, returnable: 1 });
    });
  });
});
