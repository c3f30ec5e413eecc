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
export type TrainingDecision = {
    readonly kind: 'train';
    readonly cause: TrainingCause;
}
/** A training of which nothing was heard in its time. */
 | {
    readonly kind: 'give-up';
    readonly trainingId: string;
    readonly heardUntil: string;
}
/** @property why for people, with figures that change with each order; `for` stays the same meanwhile */
 | {
    readonly kind: 'wait';
    readonly for: WaitsFor;
    readonly why: string;
};
export type WaitsFor = 'training' | 'history' | 'retry' | 'import' | 'cause' | 'pause' | 'judges' | 'log';
/** How long to wait after so many failures in a row, from 1. */
export declare const retryAfterMs: (failures: number, { retryMs }: Pick<TrainingPolicy, "retryMs">, erasure: boolean) => number;
/**
 * Whether to train now, and why. Pure: the same facts give the same answer, whoever asks. An erasure comes before all else,
 * and waits for nothing but the pause after a failure, or after a training for another erasure.
 *
 * @param codeVersion of this code: a champion of other code cannot serve, which is as if there were none
 */
export declare const whenToTrain: (policy: TrainingPolicy, facts: TrainingFacts, codeVersion: string) => TrainingDecision;
//# sourceMappingURL=when-to-train.d.ts.map