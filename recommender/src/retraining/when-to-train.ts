import type { TrainingCause } from '@storefold/contracts';
import type { ModelsState } from '../models/models-decider.js';

/** When a shop wants its recommender trained anew. */
export type TrainingPolicy = {
  /** So long after the last training, if anything was ordered since. Milliseconds. */
  readonly everyMs: number;
  /** After so many orders since the last training. */
  readonly orders: number;
  /** When what is bought has drifted so far from what the model learned, see `drift.ts`. */
  readonly drift: number;
  /** So long after a training no other begins for `schedule`, `orders` or `drift`; nor for an erasure after one for an erasure. */
  readonly pauseMs: number;
  /** So long after a training that failed the next one begins; twice as long after each further one. */
  readonly retryMs: number;
  /** A training of which nothing was heard for so long is lost. */
  readonly leaseMs: number;
  /** A model is judged by no fewer customers; until so many have ordered since it was trained, no newer one takes its place. */
  readonly judges: number;
};

/** All that the decision rests on. */
export type TrainingFacts = {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** What the log says of models and trainings. */
  readonly models: ModelsState;
  /** How long this process has heard nothing new of trainings, by a clock that never goes back. */
  readonly silentMs: number;
  /** `hashOfErased` of everyone who is erased now. */
  readonly erased: string;
  /** Orders since the last event that the newest model was trained on. */
  readonly ordersSince: number;
  /** Customers with a past who ordered since the challenger was trained that waits to be judged; undefined where none does. */
  readonly judges: number | undefined;
  /** Population stability index; undefined where too little was bought to tell. */
  readonly drift: number | undefined;
  /** What is missing to learn from, in words; undefined where there is enough. */
  readonly missing: string | undefined;
  /** Whether history is being written at a pace that no shop trades at: an import. */
  readonly pouring: boolean;
};

export type TrainingDecision =
  | { readonly kind: 'train'; readonly cause: TrainingCause }
  /** A training of which nothing was heard in its time. */
  | { readonly kind: 'give-up'; readonly trainingId: string; readonly heardUntil: string }
  /** @property why for people, with figures that change with each order; `for` stays the same meanwhile */
  | { readonly kind: 'wait'; readonly for: WaitsFor; readonly why: string };

export type WaitsFor = 'training' | 'history' | 'retry' | 'import' | 'cause' | 'pause' | 'judges' | 'log';

/** However often it failed, it is tried again after this long; sooner where an erased customer is still in the model. */
const LONGEST_RETRY_MS = 6 * 3_600_000;
const LONGEST_RETRY_OF_ERASURE_MS = 3_600_000;

/** How long to wait after so many failures in a row, from 1. */
export const retryAfterMs = (
  failures: number,
  { retryMs }: Pick<TrainingPolicy, 'retryMs'>,
  erasure: boolean,
): number =>
  Math.min(erasure ? LONGEST_RETRY_OF_ERASURE_MS : LONGEST_RETRY_MS, retryMs * 2 ** Math.min(30, failures - 1));

const wait = (what: WaitsFor, why: string): TrainingDecision => ({ kind: 'wait', for: what, why });

const causeOf = (
  { everyMs, orders, drift: limit }: TrainingPolicy,
  { ordersSince, drift }: TrainingFacts,
  sinceEndMs: number,
): TrainingCause | undefined => {
  if (ordersSince >= orders) return 'orders';
  if (ordersSince > 0 && drift !== undefined && drift >= limit) return 'drift';
  // The same history would give the same model, byte for byte.
  return ordersSince > 0 && sinceEndMs >= everyMs ? 'schedule' : undefined;
};

/**
 * How long ago the last training ended. A clock that went back since, or another machine's that is ahead, would have it end
 * in time to come, and all waiting last until then: then it is as long as nothing was heard.
 */
const sinceEnd = ({ nowMs, silentMs, models: { endedAt } }: TrainingFacts): number => {
  const ms = endedAt === undefined ? Infinity : nowMs - Date.parse(endedAt);
  return ms < 0 ? silentMs : ms;
};

/**
 * Whether to train now, and why. Pure: the same facts give the same answer, whoever asks. An erasure comes before all else,
 * and waits for nothing but the pause after a failure, or after a training for another erasure.
 *
 * @param codeVersion of this code: a champion of other code cannot serve, which is as if there were none
 */
export const whenToTrain = (policy: TrainingPolicy, facts: TrainingFacts, codeVersion: string): TrainingDecision => {
  const { nowMs, models, silentMs, erased, judges, missing, pouring } = facts;
  const { running, failures, endedAt } = models;
  if (running) {
    const { trainingId, until } = running;
    // By the clock of whoever trains, or by our own: neither has to be right.
    if (Date.parse(until) <= nowMs || silentMs >= policy.leaseMs)
      return { kind: 'give-up', trainingId, heardUntil: until };
    return wait('training', `a training for ${running.cause} runs since ${running.startedAt}`);
  }
  if (missing !== undefined) return wait('history', missing);
  const champion = models.champion === undefined ? undefined : models.trained.get(models.champion);
  const usable = champion?.codeVersion === codeVersion;
  const erasure = usable && champion.erased !== erased;
  const sinceEndMs = sinceEnd(facts);
  const left = retryAfterMs(failures, policy, erasure) - sinceEndMs;
  if (failures > 0 && left > 0)
    return wait(
      'retry',
      `the last ${failures === 1 ? 'training' : `${failures.toString()} trainings`} failed; tried again at ${new Date(nowMs + left).toISOString()}`,
    );
  // Many who leave at once are learned without together: each training would be over when the next of them is gone.
  if (erasure && failures === 0 && models.lastTrained?.cause === 'erasure' && sinceEndMs < policy.pauseMs)
    return wait(
      'pause',
      'a customer was erased; others were a moment ago, and both wait for the pause between trainings',
    );
  if (erasure) return { kind: 'train', cause: 'erasure' };
  if (pouring) return wait('import', 'orders come faster than a shop trades: history is being imported');
  if (!champion) return { kind: 'train', cause: 'first' };
  // Processes of two versions beside each other, as while a shop is upgraded, would take turns without a pause.
  const cause = usable ? causeOf(policy, facts, sinceEndMs) : 'first';
  if (cause === undefined)
    return wait('cause', 'nothing asks for a training: neither orders, drift, schedule nor an erasure');
  if (failures === 0 && sinceEndMs < policy.pauseMs)
    return wait('pause', `the last training ended at ${endedAt ?? 'no time'}; the next waits for its pause`);
  if (usable && judges !== undefined && judges < policy.judges)
    return wait(
      'judges',
      `the newest model waits to be judged by orders that came after it: of ${policy.judges.toString()} customers with a past ${judges.toString()} have ordered since`,
    );
  return { kind: 'train', cause };
};
