import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { orderCancelled, orderPlaced } from '../testing/events.js';
import { made } from '../testing/views-spec.js';
import { discountUseView } from './discount-use-view.js';

const code = 'SPRING';
const redeemed: ShopEvent = { type: 'DiscountRedeemed', data: { code, orderId: 'o1', customerKey: 'k' } };
const givenBack: ShopEvent = { type: 'DiscountGivenBack', data: { code, orderId: 'o1' } };
const terms = { off: { kind: 'percentage', basisPoints: 1_000 }, currency: 'GBP' } as const;
const bought = orderPlaced('o1', [['MUG', 1, 450]], { discountCodes: [code] });
const [line] = bought.data.lines;
const placed = { ...bought, data: { ...bought.data, lines: line ? [{ ...line, discountMinor: 45 }] : [] } };

describe('the use of a discount code', () => {
  it('counts places, orders and what was taken off', () => {
    const use = made(discountUseView, code, { type: 'DiscountDefined', data: { code, terms } }, redeemed, placed);
    expect(use).to.deep.include({
      terms,
      redeemed: 1,
      givenBack: 0,
      orders: 1,
      takenOff: [{ currency: 'GBP', amountMinor: 45 }],
    });
  });

  it('adds up each currency by itself', () => {
    const euros: ShopEvent = { ...placed, data: { ...placed.data, currency: 'EUR' } };
    expect(made(discountUseView, code, placed, euros, euros)?.takenOff).to.deep.equal([
      { currency: 'EUR', amountMinor: 90 },
      { currency: 'GBP', amountMinor: 45 },
    ]);
  });

  it('takes back what was cancelled', () => {
    const cancelled = orderCancelled(placed, 'changed mind');
    const codes = { ...cancelled, data: { ...cancelled.data, discountCodes: [code] } } as ShopEvent;
    expect(made(discountUseView, code, redeemed, placed, codes, givenBack)).to.deep.include({
      ...{ orders: 1, cancelledOrders: 1, givenBack: 1, takenOff: [{ currency: 'GBP', amountMinor: 0 }] },
    });
  });
});
