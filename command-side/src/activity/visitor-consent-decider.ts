import type { DataOf, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, type Decider } from '../decider.js';

/** Nobody agreed to anything before they were asked. */
export type VisitorConsent = { readonly granted: boolean; readonly changeIds: readonly string[] };
export type ChangeVisitorConsent = DataOf<'VisitorConsentChanged'>;

/** The newest changes, by which a late repeat is recognised. */
const CHANGES_KEPT = 20;

export const visitorConsentDecider: Decider<VisitorConsent, ChangeVisitorConsent, ShopEvent, never> = {
  initial: { granted: false, changeIds: [] },
  evolve: (state, event) =>
    event.type === 'VisitorConsentChanged'
      ? {
          granted: event.data.granted,
          changeIds: [...state.changeIds, event.data.changeId].slice(-CHANGES_KEPT),
        }
      : state,
  decide: (command, { changeIds }) =>
    // Also what changes nothing is noted: when somebody decided, and which words they were shown, is what is asked for later.
    changeIds.includes(command.changeId)
      ? alreadyDone
      : accept({ type: 'VisitorConsentChanged' as const, data: command }),
};
