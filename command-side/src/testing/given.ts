import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import type { Decider, Facts } from '../decider.js';

/**
 * Tells a rule as a story: `given(decider, ...events).when(command).then(...events)` or `.refuses(code, facts)`.
 * `.and(command)` goes on from what the command before it made.
 */
export const given = <State, Command, Refusal extends string>(
  decider: Decider<State, Command, ShopEvent, Refusal>,
  ...history: readonly ShopEvent[]
) => {
  const state = history.reduce((folded, event) => decider.evolve(folded, event), decider.initial);
  return {
    state,
    when: (command: Command) => {
      const decision = decider.decide(command, state);
      return {
        then: (...expected: readonly ShopEvent[]) => {
          expect(decision).to.deep.equal({ events: expected });
        },
        refuses: (code: Refusal, facts?: Facts) => {
          expect(decision).to.have.property('refused', code);
          if (facts && 'facts' in decision) expect(decision.facts).to.include(facts);
        },
        /** What was decided, for a look at parts of it. */
        events: (): readonly ShopEvent[] => ('events' in decision ? decision.events : []),
        and: (next: Command) => given(decider, ...history, ...('events' in decision ? decision.events : [])).when(next),
      };
    },
  };
};
