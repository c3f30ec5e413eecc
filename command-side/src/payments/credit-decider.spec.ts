import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { adjustmentDecider } from './adjustment-decider.js';
import { creditDecider, type IssueCredit } from './credit-decider.js';

const parties = { customerId: '12345', country: 'France', currency: 'GBP' };
const credit: IssueCredit = {
  ...{ creditId: 'C1', ...parties, reason: 'returned goods' },
  lines: [{ sku: 'MUG', title: 'A mug', quantity: 2, amountMinor: 900 }],
  charges: [{ code: 'POST', description: 'Postage', quantity: -1, amountMinor: 300 }],
};

describe('a credit', () => {
  const issued: ShopEvent = { type: 'CreditIssued', data: { ...credit, totalMinor: 1_200 } };
  it('adds up what is given back, and is given once', () => {
    given(creditDecider).when(credit).then(issued);
    given(creditDecider, issued).when(credit).then();
  });
  it('needs something to give back', () => {
    given(creditDecider)
      .when({ ...credit, lines: [], charges: [] })
      .refuses('credit-empty');
  });
  it('is refused where its sum cannot be held exactly', () => {
    const line = { sku: 'MUG', title: 'A mug', quantity: 1, amountMinor: Number.MAX_SAFE_INTEGER };
    given(creditDecider)
      .when({ ...credit, lines: [line, line] })
      .refuses('amount-too-large');
  });
});

describe('an adjustment of the books', () => {
  const command = { adjustmentId: 'A1', ...parties, amountMinor: -1_106_206, description: 'Adjust bad debt' };
  const adjusted: ShopEvent = { type: 'AccountAdjusted', data: command };
  it('is made once', () => {
    given(adjustmentDecider).when(command).then(adjusted);
    given(adjustmentDecider, adjusted).when(command).then();
  });
  it('of nothing is a mistake', () => {
    given(adjustmentDecider)
      .when({ ...command, amountMinor: 0 })
      .refuses('nothing-to-adjust');
  });
});
