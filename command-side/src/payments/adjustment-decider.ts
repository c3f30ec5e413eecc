import type { DataOf, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';

// AccountAdjusted is stored for ever: see contracts/src/events/payments.ts.

export type AdjustmentState = { readonly kind: 'none' } | { readonly kind: 'adjusted' };

/** Corrects the books: neither sale nor refund. */
export type AdjustAccount = DataOf<'AccountAdjusted'>;
export type AdjustmentRefusal = 'nothing-to-adjust';

export const adjustmentDecider: Decider<AdjustmentState, AdjustAccount, ShopEvent, AdjustmentRefusal> = {
  initial: { kind: 'none' },
  evolve: (state, event) => (event.type === 'AccountAdjusted' ? { kind: 'adjusted' } : state),
  decide: (command, state) => {
    if (state.kind === 'adjusted') return alreadyDone;
    if (command.amountMinor === 0) return refuseAs('nothing-to-adjust');
    return accept({ type: 'AccountAdjusted' as const, data: command });
  },
};
