import { expect } from 'chai';
import type { PaymentDifference, ShopEvent } from '@storefold/contracts';
import { foldView } from '../engine/view.js';
import { historyOf } from '../testing/history.js';
import { reconciliationView } from './reconciliation-view.js';

const difference = (intentId: string, there: string): PaymentDifference => ({
  ...{ intentId, orderId: 'o1', attemptId: 'a1', kind: 'status-differs', here: 'authorised', there },
});
const found = (...differences: readonly PaymentDifference[]): ShopEvent => ({
  type: 'PaymentDifferencesFound',
  data: { comparisonId: 'c', differences: [...differences] },
});
const settled = (...intentIds: readonly string[]): ShopEvent => ({
  type: 'PaymentDifferencesSettled',
  data: { comparisonId: 'c', intentIds: [...intentIds] },
});
const at = '2011-03-07T10:00:00.000Z';

describe('the reconciliation', () => {
  it('shows what somebody has to look at, each payment by itself', () => {
    const history = historyOf(found(difference('p1', 'captured'), difference('p2', 'cancelled')));
    expect(foldView(reconciliationView, 'p2', history)).to.deep.equal({
      ...{ ...difference('p2', 'cancelled'), status: 'open', foundAt: at, settledAt: null, times: 1 },
    });
  });
  it('keeps what was settled, and opens it again when it differs again', () => {
    const once = [found(difference('p1', 'captured')), settled('p1')];
    expect(foldView(reconciliationView, 'p1', historyOf(...once))).to.include({ status: 'settled', settledAt: at });
    expect(foldView(reconciliationView, 'p1', historyOf(...once, found(difference('p1', 'cancelled'))))).to.include({
      ...{ status: 'open', there: 'cancelled', settledAt: null, times: 2 },
    });
  });
  it('knows nothing of what was settled and never found', () => {
    expect(foldView(reconciliationView, 'p9', historyOf(settled('p9')))).to.equal(undefined);
  });
});
