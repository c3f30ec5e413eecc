import type { ShopEvent } from '@storefold/contracts';
import fc from 'fast-check';

/** Any event about what differs from the gateway's books. */
export const anyReconciliationEvents = (id: fc.Arbitrary<string>): readonly fc.Arbitrary<ShopEvent>[] => {
  const difference = fc.record({
    ...{ intentId: id, orderId: id, attemptId: id, here: fc.string(), there: fc.string() },
    kind: fc.constantFrom('unknown-here' as const, 'status-differs' as const, 'amount-differs' as const),
  });
  const several = { minLength: 1, maxLength: 3 };
  return [
    fc
      .record({ comparisonId: id, differences: fc.array(difference, several) })
      .map((data) => ({ type: 'PaymentDifferencesFound', data })),
    fc
      .record({ comparisonId: id, intentIds: fc.array(id, several) })
      .map((data) => ({ type: 'PaymentDifferencesSettled', data })),
  ];
};
