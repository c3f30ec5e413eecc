/** What a refusal is about: `{ available: 3 }`. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What came of a command: events (none where it was done before), or a refusal that wrote nothing. */
export type Decision<Event, Refusal extends string> =
  { readonly events: readonly Event[] } | { readonly refused: Refusal; readonly facts: Facts };

/** The whole domain of one stream: no I/O, no clock, no randomness. */
export type Decider<State, Command, Event, Refusal extends string> = {
  readonly initial: State;
  /** Replays history, including history we now regret: never fails, never judges. */
  readonly evolve: (state: State, event: Event) => State;
  /** A command that was carried out before yields no events. */
  readonly decide: (command: Command, state: State) => Decision<Event, Refusal>;
};

export const accept = <Event>(...events: readonly Event[]): { readonly events: readonly Event[] } => ({ events });

export const refuseAs = <const Refusal extends string>(
  refused: Refusal,
  facts: Facts = {},
): { readonly refused: Refusal; readonly facts: Facts } => ({ refused, facts });

/** The answer to a repeat: nothing happens again. */
export const alreadyDone: { readonly events: readonly never[] } = { events: [] };
