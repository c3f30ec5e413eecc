import type { DataOf, ShopEvent } from '@storefold/contracts';
import { Set as PersistentSet } from 'immutable';
import { accept, alreadyDone, type Decider } from '../decider.js';

/** Ids of events that a process lets be. */
export type Skips = { readonly eventIds: PersistentSet<string> };
export type SkipEvent = DataOf<'ParkedEventSkipped'>;

/** What one process was told to let be. One stream per process. */
export const skipsDecider: Decider<Skips, SkipEvent, ShopEvent, never> = {
  initial: { eventIds: PersistentSet() },
  evolve: (state, event) =>
    event.type === 'ParkedEventSkipped' ? { eventIds: state.eventIds.add(event.data.eventId) } : state,
  decide: (command, state) =>
    state.eventIds.has(command.eventId) ? alreadyDone : accept({ type: 'ParkedEventSkipped' as const, data: command }),
};
