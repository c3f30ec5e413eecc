import { expect } from 'chai';
import { mostDifferences, type PaymentDifference, type ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { reconciliationDecider } from './reconciliation-decider.js';

const difference = (intentId: string, there = 'captured'): PaymentDifference => ({
  ...{ intentId, orderId: `order-of-${intentId}`, attemptId: 'a1', kind: 'status-differs', here: 'authorised', there },
});
const found = (...differences: readonly PaymentDifference[]): ShopEvent => ({
  type: 'PaymentDifferencesFound',
  data: { comparisonId: 'c', differences: [...differences] },
});
const settled = (...intentIds: readonly string[]): ShopEvent => ({
  type: 'PaymentDifferencesSettled',
  data: { comparisonId: 'c', intentIds: [...intentIds] },
});
const compared = (looked: readonly string[], ...differences: readonly PaymentDifference[]) => ({
  ...{ comparisonId: 'c', looked: new Set(looked), differences },
});

describe('what differs from the gateway’s books', () => {
  it('is told once, and again when it differs otherwise', () => {
    given(reconciliationDecider)
      .when(compared(['p1', 'p2'], difference('p1')))
      .then(found(difference('p1')));
    given(reconciliationDecider, found(difference('p1')))
      .when(compared(['p1'], difference('p1')))
      .then();
    given(reconciliationDecider, found(difference('p1')))
      .when(compared(['p1', 'p2'], difference('p1', 'cancelled'), difference('p2')))
      .then(found(difference('p1', 'cancelled'), difference('p2')));
  });
  it('is settled when it was looked at and differs no more, not when it was not looked at', () => {
    const before = found(difference('p1'), difference('p2'));
    given(reconciliationDecider, before)
      .when(compared(['p1', 'p3']))
      .then(settled('p1'));
    given(reconciliationDecider, before, settled('p1'))
      .when(compared(['p1']))
      .then();
    given(reconciliationDecider, before, settled('p1'))
      .when(compared(['p1'], difference('p1')))
      .then(found(difference('p1')));
  });
  it('says nothing where nothing differs', () => {
    given(reconciliationDecider)
      .when(compared(['p1', 'p2']))
      .then();
  });
  it('is told in parts where it is much, each when it is recorded once more', () => {
    const many = Array.from({ length: mostDifferences + 1 }, (_, n) => difference(`p${n.toString()}`));
    const ids = many.map(({ intentId }) => intentId);
    const parts = [found(...many.slice(0, mostDifferences)), found(...many.slice(mostDifferences))] as const;
    const record = (...differences: readonly PaymentDifference[]) => compared(ids, ...differences);
    given(reconciliationDecider)
      .when(record(...many))
      .then(parts[0]);
    given(reconciliationDecider, parts[0])
      .when(record(...many))
      .then(parts[1]);
    given(reconciliationDecider, ...parts)
      .when(record(...many))
      .then();
    const agreed = given(reconciliationDecider, ...parts)
      .when(record())
      .events();
    expect(agreed.map(({ type, data }) => [type, 'intentIds' in data && data.intentIds.length])).to.deep.equal([
      ['PaymentDifferencesSettled', mostDifferences],
    ]);
  });
});
