import { FEATURES } from '../features/features.js';
import { placesOf, rowsOfFour, weighFour } from './four-rows.js';
export const HIDDEN = [32, 16];
/** Slope of a leaky-relu below zero. */
export const ALPHA = 0.01;
const sizes = [FEATURES, ...HIDDEN, 1];
export const flatLength = sizes.slice(1).reduce((sum, size, at) => sum + size * ((sizes[at] ?? 0) + 1), 0);
/** Copies the layers of a brain.js network. */
export const flatten = (weights, biases) => {
    const flat = new Float32Array(flatLength);
    let at = 0;
    for (const [layer, size] of sizes.entries()) {
        if (layer === 0)
            continue;
        for (let node = 0; node < size; node++) {
            flat[at++] = biases[layer]?.[node] ?? 0;
            flat.set(weights[layer]?.[node] ?? [], at);
            at += sizes[layer - 1] ?? 0;
        }
    }
    return { weights: flat };
};
/** Copies them back. */
export const unflatten = (flat, weights, biases) => {
    let at = 0;
    for (const [layer, size] of sizes.entries()) {
        if (layer === 0)
            continue;
        const before = sizes[layer - 1] ?? 0;
        for (let node = 0; node < size; node++) {
            biases[layer]?.fill(flat[at++] ?? 0, node, node + 1);
            weights[layer]?.[node]?.set(flat.subarray(at, at + before));
            at += before;
        }
    }
};
const layersOf = ({ weights }) => {
    let at = 0;
    return sizes.slice(1).map((size, before) => Array.from({ length: size }, () => {
        const from = at + 1;
        at = from + (sizes[before] ?? 0);
        return { bias: weights[from - 1] ?? 0, weights: weights.subarray(from, at) };
    }));
};
const sums = new Float64Array(4);
/** Four rows through one layer. @param bend slope below zero. @param output row by row */
const passFour = (layer, input, at, bend, output) => {
    const size = layer.length;
    for (let node = 0; node < size; node++) {
        const neuron = layer[node];
        if (!neuron)
            continue;
        weighFour(neuron.bias, neuron.weights, input, at, sums);
        for (let row = 0; row < 4; row++) {
            const sum = sums[row] ?? 0;
            output[row * size + node] = sum > 0 ? sum : bend * sum;
        }
    }
};
/** The logits of rows by the layers of a network; larger is better. */
export const scoreLayers = (layers, rows, scores) => {
    const [first = [], second = [], last = []] = layers;
    const [one, two] = HIDDEN.map((size) => new Float32Array(4 * size));
    const [ofOne, ofTwo] = HIDDEN.map(rowsOfFour);
    const out = new Float64Array(4);
    const at = new Int32Array(4);
    const count = rows.length / FEATURES;
    for (let row = 0; row < count; row += 4) {
        placesOf(row, count, FEATURES, at);
        passFour(first, rows, at, ALPHA, one);
        passFour(second, one, ofOne, ALPHA, two);
        passFour(last, two, ofTwo, 1, out);
        for (let of = 0; of < 4 && row + of < count; of++)
            scores[row + of] = out[of] ?? 0;
    }
};
/** The logits of rows; larger is better. */
export const scoreNetwork = (network, rows, scores) => {
    scoreLayers(layersOf(network), rows, scores);
};
//# sourceMappingURL=flat-network.js.map