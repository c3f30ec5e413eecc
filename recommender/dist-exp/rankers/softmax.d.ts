/** Fills in how each product of a list should move, upwards. */
export type ListGradient = (scores: Float64Array, taken: Uint8Array, gradient: Float64Array) => void;
/**
 * How a list should move: for each product its share of what was taken less its softmax probability. This is the
 * gradient, upwards, of the listwise likelihood (ListNet with its top-one probabilities; Cao et al., ICML 2007).
 */
export declare const listGradient: ListGradient;
//# sourceMappingURL=softmax.d.ts.map