import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { made } from '../testing/views-spec.js';
import { returnsView } from './returns-view.js';

const of = { orderId: 'o1', returnId: 'r1' };
const lines = [{ lineId: '1', sku: 'MUG', quantity: 1 }];
const requested: ShopEvent = { type: 'ReturnRequested', data: { ...of, reason: 'damaged', lines } };
const approved: ShopEvent = { type: 'ReturnApproved', data: of };
const received: ShopEvent = { type: 'ReturnReceived', data: { ...of, receiptId: 'x', lines } };
const inspected: ShopEvent = {
  type: 'ReturnInspected',
  data: {
    ...{ ...of, inspectionId: 'i', customerId: null, country: 'United Kingdom', currency: 'GBP', amountMinor: 400 },
    lines: [
      { ...{ lineId: '1', sku: 'MUG', quantity: 1, sellable: 1, writtenOff: 0 }, worthMinor: 450, amountMinor: 400 },
    ],
  },
};

describe('returns', () => {
  it('go from the wish to the money', () => {
    const statuses = [requested, approved, received, inspected].map(
      (_, index, all) => made(returnsView, 'r1', ...all.slice(0, index + 1))?.status,
    );
    expect(statuses).to.deep.equal(['requested', 'approved', 'received', 'inspected']);
    expect(made(returnsView, 'r1', requested, approved, received, inspected)).to.deep.include({
      ...{ orderId: 'o1', reason: 'damaged', lines, amountMinor: 400, currency: 'GBP' },
    });
  });

  it('end where they are declined or withdrawn', () => {
    expect(made(returnsView, 'r1', requested, { type: 'ReturnDeclined', data: of })?.status).to.equal('declined');
    expect(made(returnsView, 'r1', requested, { type: 'ReturnWithdrawn', data: of })?.status).to.equal('withdrawn');
  });
});
