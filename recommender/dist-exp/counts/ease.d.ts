import type { History } from '../history/history.js';
/** EASE^R over some items: `weights[a * size + b]` is what having the a-th says for the b-th. */
export type Ease = {
    readonly halfLifeDays: number;
    /** Item numbers that it covers. */
    readonly items: Int32Array;
    /** Place of each item in `items`; -1 where it is not covered. */
    readonly places: Int32Array;
    readonly weights: Float32Array;
};
/** How EASE^R is counted: halves in days, added to the diagonal, and the most items that it covers. */
export type EaseSettings = {
    readonly halfLifeDays: number;
    readonly lambda: number;
    readonly mostItems: number;
};
/**
 * EASE^R (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): B = I - P diag(1/P), P = (X^T X +
 * lambda I)^-1, over the items with the greatest decayed weight. Memory is 20 bytes per pair of covered items, time its
 * cube.
 */
export declare const countEase: (history: History, { halfLifeDays, lambda, mostItems }: EaseSettings) => Ease;
/** Adds what having `item` with some weight says for the others. */
export declare const addEase: (ease: Ease, item: number, weight: number, scores: Float32Array) => void;
//# sourceMappingURL=ease.d.ts.map