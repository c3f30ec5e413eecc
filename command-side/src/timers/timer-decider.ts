import type { DataOf, ShopEvent } from '@storefold/contracts';
import { Set as PersistentSet } from 'immutable';
import { accept, alreadyDone, type Decider } from '../decider.js';

// TimerSet is stored for ever: see contracts/src/events/timers.ts.

/** The timers of one minute, by their ids. */
export type TimersOfMinute = { readonly ids: PersistentSet<string> };
export type SetTimer = DataOf<'TimerSet'>;

/** Timers, by the minute in which they are due: whoever fires them reads the minutes that have come. */
export const timerDecider: Decider<TimersOfMinute, SetTimer, ShopEvent, never> = {
  initial: { ids: PersistentSet() },
  evolve: (state, event) => (event.type === 'TimerSet' ? { ids: state.ids.add(event.data.timerId) } : state),
  decide: (command, state) =>
    state.ids.has(command.timerId) ? alreadyDone : accept({ type: 'TimerSet' as const, data: command }),
};

/** How far timers were fired. */
export type Fired = { readonly through: string };
export type MoveOn = { readonly through: string };

/** Keeps how far timers were fired; never goes back. */
export const firedDecider: Decider<Fired, MoveOn, ShopEvent, never> = {
  initial: { through: '' },
  evolve: (state, event) =>
    event.type === 'TimersFired' && event.data.through > state.through ? { through: event.data.through } : state,
  decide: ({ through }, state) =>
    through > state.through ? accept({ type: 'TimersFired' as const, data: { through } }) : alreadyDone,
};
