import type { ShopEvent } from '@storefold/contracts';
import { CommandMemory } from './command-memory.js';
import { noStream, type StreamStore } from './stream-store.js';

/** How a stream's events become a state. */
export type Fold<State> = {
  readonly initial: State;
  readonly evolve: (state: State, event: ShopEvent) => State;
};

/** A stream folded up to a revision. */
export type FoldedStream<State> = {
  readonly state: State;
  /** Revision of the last event folded; -1 for none. */
  readonly revision: bigint;
  /** Log position of the last event folded; 0 for none. */
  readonly position: bigint;
  /** Commands seen on the stream, with the hashes of their bodies. Only ever gains what is recorded. */
  readonly memory: CommandMemory;
};

export const unfolded = <State>(fold: Fold<State>): FoldedStream<State> => ({
  state: fold.initial,
  revision: noStream,
  position: 0n,
  memory: new CommandMemory(),
});

/** Folds what the stream holds beyond `base`. Answers `base` itself where that is nothing. */
export const catchUp = async <State>(
  store: StreamStore,
  fold: Fold<State>,
  streamId: string,
  base: FoldedStream<State>,
): Promise<FoldedStream<State>> => {
  let { state, revision, position } = base;
  await store.read(streamId, revision + 1n, (event) => {
    state = fold.evolve(state, event);
    revision = event.revision;
    position = event.position;
    base.memory.remember(event.metadata.commandId, event.metadata.bodyHash, event.position);
  });
  return revision === base.revision ? base : { state, revision, position, memory: base.memory };
};
