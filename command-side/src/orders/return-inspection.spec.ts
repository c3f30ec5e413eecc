import { expect } from 'chai';
import { given } from '../testing/given.js';
import * as story from '../testing/return-story.js';
import { orderDecider } from './order-decider.js';
import { deliveryPaidMinor } from './return-inspection.js';

const { orderId, asked, approved, received, mugs, inspect, inspected, shipped } = story;
const returnId = 'r1';
const sent = [story.placed, story.confirmed, shipped(story.all)];
const here = (of: readonly { readonly lineId: string; readonly quantity: number }[]) => [
  ...[...sent, asked(of), approved, received(of)],
];
const mugsFound = (sellable: number, writtenOff: number, amountMinor: number, worthMinor = amountMinor) => ({
  ...{ lineId: '1', sku: 'MUG', quantity: sellable + writtenOff, sellable, writtenOff, worthMinor, amountMinor },
  ...(writtenOff > 0 ? { writeOffReason: 'damaged' as const } : {}),
});
const damaged = 'damaged' as const;

describe('a parcel that came back', () => {
  it('is worth what was paid for its pieces, whether they can be sold again or not', () => {
    given(orderDecider, ...here(mugs(2)))
      .when(inspect([{ lineId: '1', sellable: 1, writtenOff: 1, writeOffReason: damaged }]))
      .then(inspected([mugsFound(1, 1, 667)]));
  });
  it('is looked at once: a repeat adds nothing, another look is refused', () => {
    const look = inspect([{ lineId: '1', sellable: 2, writtenOff: 0 }]);
    given(orderDecider, ...here(mugs(2)))
      .when(look)
      .and(look)
      .then();
    given(orderDecider, ...here(mugs(2)), inspected([mugsFound(2, 0, 667)]))
      .when(inspect([{ lineId: '1', sellable: 1, writtenOff: 1, writeOffReason: damaged }], { inspectionId: 'i2' }))
      .refuses('return-state-differs', { status: 'inspected', needs: 'received' });
    given(orderDecider, ...sent, asked(mugs(2)), approved)
      .when(look)
      .refuses('return-state-differs', { status: 'approved', needs: 'received' });
  });
  it('is accounted for piece by piece', () => {
    for (const [sellable, writtenOff] of [
      [1, 0],
      [2, 1],
      [3, 0],
    ] as const)
      given(orderDecider, ...here(mugs(2)))
        .when(inspect([{ lineId: '1', sellable, writtenOff, writeOffReason: damaged }]))
        .refuses('inspection-differs', { lineId: '1', received: 2, inspected: sellable + writtenOff });
    given(orderDecider, ...here(mugs(2)))
      .when(
        inspect([
          { lineId: '1', sellable: 2, writtenOff: 0 },
          { lineId: '2', sellable: 1, writtenOff: 0 },
        ]),
      )
      .refuses('inspection-differs', { lineId: '2', received: 0, inspected: 1 });
  });
  it('has a reason for what is written off', () => {
    given(orderDecider, ...here(mugs(1)))
      .when(inspect([{ lineId: '1', sellable: 0, writtenOff: 1 }]))
      .refuses('write-off-unexplained', { lineId: '1' });
  });
  it('is paid back with less only where somebody says why, and never with more', () => {
    const less = (amountMinor: number) => [{ lineId: '1', sellable: 2, writtenOff: 0, amountMinor }];
    given(orderDecider, ...here(mugs(2)))
      .when(inspect(less(668)))
      .refuses('refund-above-worth', { lineId: '1', amountMinor: 668, worthMinor: 667 });
    given(orderDecider, ...here(mugs(2)))
      .when(inspect(less(400)))
      .refuses('refund-unexplained');
    given(orderDecider, ...here(mugs(2)))
      .when(inspect(less(400), { words: story.words }))
      .then(inspected([mugsFound(2, 0, 400, 667)], { lessBecause: 'less than its worth', words: story.words }));
  });
  it('leaves the worth of later pieces as it was, though less was given for the first', () => {
    const first = inspected([mugsFound(2, 0, 0, 667)]);
    const next = { orderId, returnId: 'r2' };
    given(
      ...([orderDecider, ...here(mugs(2)), first, asked(mugs(1), 'r2')] as const),
      { type: 'ReturnApproved', data: next },
      { type: 'ReturnReceived', data: { ...next, receiptId: 'c2', lines: story.moved(mugs(1)) } },
    )
      .when(inspect([{ lineId: '1', sellable: 1, writtenOff: 0 }], { ...next, inspectionId: 'i2' }))
      .then({
        type: 'ReturnInspected',
        data: {
          ...{ ...next, inspectionId: 'i2', ...story.parties, amountMinor: 333 },
          lines: [mugsFound(1, 0, 333)],
        },
      });
  });

  describe('brings the delivery back, too,', () => {
    const found = [
      { lineId: '1', sellable: 3, writtenOff: 0 },
      { lineId: '2', sellable: 2, writtenOff: 0 },
    ];
    it('when all of the order is back, at what was paid for it', () => {
      given(orderDecider, ...here(story.all))
        .when(inspect(found, { withDelivery: true }))
        .then(
          inspected(
            [
              mugsFound(3, 0, 1_000),
              ...[
                { lineId: '2', sku: 'CUP', quantity: 2, sellable: 2, writtenOff: 0, worthMinor: 666, amountMinor: 666 },
              ],
            ],
            { deliveryMinor: 500 },
          ),
        );
    });
    it('and not while something of it is out', () => {
      given(orderDecider, ...here(mugs(3)))
        .when(inspect([{ lineId: '1', sellable: 3, writtenOff: 0 }], { withDelivery: true }))
        .refuses('delivery-stays', { deliveryMinor: 500 });
    });
    it('at nothing where a code had taken it off, and at nothing of charges that are no delivery', () => {
      if (story.placed.type !== 'OrderPlaced') throw new Error('no order was placed');
      const { data } = story.placed;
      expect(deliveryPaidMinor(data)).to.equal(500);
      expect(deliveryPaidMinor({ ...data, totalMinor: 1_666 })).to.equal(0);
      const charges = [{ code: 'POST', description: 'Postage', quantity: 1, amountMinor: 500 }];
      expect(deliveryPaidMinor({ ...data, charges })).to.equal(0);
    });
  });
  it('of a return that was never asked for is none', () => {
    given(orderDecider, ...sent)
      .when(inspect([{ lineId: '1', sellable: 1, writtenOff: 0 }]))
      .refuses('return-not-found', { returnId });
  });
});
