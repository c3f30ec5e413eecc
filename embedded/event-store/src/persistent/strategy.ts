import type { Consumer } from './consumer.js';
import type { Offered } from './message.js';

/** `busy`: not this message now, but perhaps another; `nobody`: none at all. */
export type Choice = Consumer | 'busy' | 'nobody';

/** Who of a group's consumers gets a message. */
export type Strategy = {
  join(consumer: Consumer): void;
  leave(consumer: Consumer): void;
  choose(message: Offered): Choice;
};

export const strategyNames = ['RoundRobin', 'DispatchToSingle', 'Pinned', 'PinnedByCorrelation'] as const;
export type StrategyName = (typeof strategyNames)[number];

export const isStrategyName = (name: string): name is StrategyName => strategyNames.some((known) => known === name);
