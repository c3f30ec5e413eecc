export declare const HIDDEN: readonly [32, 16];
/** Slope of a leaky-relu below zero. */
export declare const ALPHA = 0.01;
/**
 * The network as it serves: layer by layer, row by row, each row's bias first. Some ten times faster than running the
 * network of the library, and bytes that can be summed and stored.
 */
export type FlatNetwork = {
    readonly weights: Float32Array;
};
export declare const flatLength: number;
/** Copies the layers of a brain.js network. */
export declare const flatten: (weights: readonly Float32Array[][], biases: readonly Float32Array[]) => FlatNetwork;
/** Copies them back. */
export declare const unflatten: (flat: Float32Array, weights: readonly Float32Array[][], biases: readonly Float32Array[]) => void;
/** One neuron after the other: its bias, and its weights. */
export type Layer = readonly {
    readonly bias: number;
    readonly weights: Float32Array;
}[];
/** The logits of rows by the layers of a network; larger is better. */
export declare const scoreLayers: (layers: readonly Layer[], rows: Float32Array, scores: Float64Array) => void;
/** The logits of rows; larger is better. */
export declare const scoreNetwork: (network: FlatNetwork, rows: Float32Array, scores: Float64Array) => void;
//# sourceMappingURL=flat-network.d.ts.map