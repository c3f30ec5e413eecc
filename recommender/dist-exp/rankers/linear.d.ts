import { type Random } from '../features/random.js';
import type { List } from './lists.js';
/** A weight per feature; the score of a product is their sum of products. */
export type Linear = {
    readonly weights: Float32Array;
};
export declare const scoreLinear: ({ weights }: Linear, rows: Float32Array, scores: Float64Array) => void;
/**
 * Fits by the likelihood of whole lists, from nothing.
 *
 * @param lists with scaled rows
 * @param pull weight decay per step, times the rate
 */
export declare const fitLinear: (lists: readonly List[], epochs: number, pull: number, random: Random) => Linear;
/**
 * Goes on from a fitted ranker for the sake of the first ten places alone. Few epochs at a small rate: nothing holds it
 * back but that it does not go far.
 */
export declare const sharpenLinear: ({ weights }: Linear, lists: readonly List[], random: Random) => Linear;
/** A warm start: goes on with newer lists, for a moment, from a ranker that was fitted before. */
export declare const refitLinear: ({ weights }: Linear, lists: readonly List[], random: Random) => Linear;
//# sourceMappingURL=linear.d.ts.map