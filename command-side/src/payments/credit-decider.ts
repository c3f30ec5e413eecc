import type { DataOf, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';

// CreditIssued is stored for ever: see contracts/src/events/payments.ts.

export type CreditState = { readonly kind: 'none' } | { readonly kind: 'issued'; readonly totalMinor: number };

/** Gives money back that belongs to no order we know. Amounts are what is given back: positive. */
export type IssueCredit = Omit<DataOf<'CreditIssued'>, 'totalMinor'>;
export type CreditRefusal = 'credit-empty' | 'amount-too-large';

const total = (amounts: readonly { readonly amountMinor: number }[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

export const creditDecider: Decider<CreditState, IssueCredit, ShopEvent, CreditRefusal> = {
  initial: { kind: 'none' },
  evolve: (state, event) =>
    event.type === 'CreditIssued' ? { kind: 'issued', totalMinor: event.data.totalMinor } : state,
  decide: (command, state) => {
    if (state.kind === 'issued') return alreadyDone;
    if (command.lines.length + command.charges.length === 0) return refuseAs('credit-empty');
    const totalMinor = total(command.lines) + total(command.charges);
    if (!Number.isSafeInteger(totalMinor)) return refuseAs('amount-too-large');
    return accept({ type: 'CreditIssued' as const, data: { ...command, totalMinor } });
  },
};
