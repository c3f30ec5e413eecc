import type { Consumer } from './consumer.js';
import { Pinned } from './pinned-strategy.js';
import type { Choice, Strategy, StrategyName } from './strategy.js';

/** Each in turn; who has no room is passed over. */
class RoundRobin implements Strategy {
  #turn: readonly Consumer[] = [];

  join(consumer: Consumer): void {
    this.#turn = [...this.#turn, consumer];
  }
  leave(consumer: Consumer): void {
    this.#turn = this.#turn.filter((other) => other !== consumer);
  }
  choose(): Choice {
    const at = this.#turn.findIndex(({ free }) => free);
    const chosen = this.#turn[at];
    if (!chosen) return 'nobody';
    this.#turn = [...this.#turn.slice(at + 1), ...this.#turn.slice(0, at + 1)];
    return chosen;
  }
}

/** The first who came, as long as it has room; then the second. */
class DispatchToSingle implements Strategy {
  readonly #consumers = new Set<Consumer>();

  join(consumer: Consumer): void {
    this.#consumers.add(consumer);
  }
  leave(consumer: Consumer): void {
    this.#consumers.delete(consumer);
  }
  choose(): Choice {
    for (const consumer of this.#consumers) if (consumer.free) return consumer;
    return 'nobody';
  }
}

/** The strategy of this name, for one group. */
export const strategyOf = (name: StrategyName): Strategy => {
  if (name === 'RoundRobin') return new RoundRobin();
  return name === 'DispatchToSingle' ? new DispatchToSingle() : new Pinned();
};
