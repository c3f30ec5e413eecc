import { mostDifferences, type PaymentDifference, type ShopEvent } from '@storefold/contracts';
import { Map as ImmutableMap } from 'immutable';
import { accept, type Decider } from '../decider.js';

// The events are stored for ever: see contracts/src/events/reconciliation.ts.

/** What somebody has to look at, by the gateway's id of the payment. */
export type ReconciliationState = { readonly open: ImmutableMap<string, PaymentDifference> };

/** What a comparison came to. */
export type RecordComparison = {
  readonly comparisonId: string;
  /** The gateway's ids of all payments that were looked at. */
  readonly looked: ReadonlySet<string>;
  /** What differs of them, and could not be mended by recording what the gateway says. */
  readonly differences: readonly PaymentDifference[];
};

const isSame = (one: PaymentDifference | undefined, other: PaymentDifference): boolean =>
  one !== undefined && one.kind === other.kind && one.here === other.here && one.there === other.there;

/**
 * Tells what differs once, and once more when it does no longer: a difference that stays is no news. Of much news it tells a
 * part, for a store takes so much in one append; the rest is told when the same comparison is recorded again.
 */
export const reconciliationDecider: Decider<ReconciliationState, RecordComparison, ShopEvent, never> = {
  initial: { open: ImmutableMap() },
  evolve: (state, event) => {
    switch (event.type) {
      case 'PaymentDifferencesFound':
        return {
          open: state.open.withMutations((open) => {
            event.data.differences.forEach((each) => open.set(each.intentId, each));
          }),
        };
      case 'PaymentDifferencesSettled':
        return { open: state.open.deleteAll(event.data.intentIds) };
      default:
        return state;
    }
  },
  decide: ({ comparisonId, looked, differences }, { open }) => {
    const news = differences.filter((difference) => !isSame(open.get(difference.intentId), difference));
    const differing = new Set(differences.map(({ intentId }) => intentId));
    // What was not looked at, because it was begun at another time, may differ still.
    const agreed = [...open.keys()].filter((intentId) => looked.has(intentId) && !differing.has(intentId));
    const found = { comparisonId, differences: news.slice(0, mostDifferences) };
    const settled = { comparisonId, intentIds: agreed.slice(0, mostDifferences) };
    return accept<ShopEvent>(
      ...(news.length === 0 ? [] : [{ type: 'PaymentDifferencesFound' as const, data: found }]),
      ...(agreed.length === 0 ? [] : [{ type: 'PaymentDifferencesSettled' as const, data: settled }]),
    );
  },
};
