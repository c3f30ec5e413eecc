import { FEATURES } from '../features/features.js';
import { shuffle } from '../features/random.js';
import { flatten, scoreLayers, unflatten, HIDDEN, ALPHA } from './flat-network.js';
import { ListwiseNetwork } from './listwise-network.js';
import { listGradient } from './softmax.js';
const MOMENTUM = 0.1;
/** The first weights of a path that the linear solution does not use: small, so that it begins as that solution. */
const SPREAD = 0.05;
const LEAST = 2e-3;
const layer = (values, name) => {
    if (!values)
        throw new Error(`brain.js has no ${name}: another version than 2.0.0-beta.24?`);
    return values;
};
/**
 * Sets the weights so that the network computes what the linear ranker does, by two paths through each layer:
 * x = (leaky(x) - leaky(-x)) / (1 + alpha). All other weights come from `random`; brain.js takes none as a seed.
 */
const startFromLinear = (network, linear, random) => {
    const small = () => (random() * 2 - 1) * SPREAD;
    for (const weights of network.weights.slice(1))
        for (const row of weights)
            for (const at of row.keys())
                row[at] = small();
    for (const biases of network.biases.slice(1))
        biases.fill(0);
    const [, one, two, out] = network.weights;
    const first = layer(one, 'first layer');
    const second = layer(two, 'second layer');
    const last = layer(out, 'output layer');
    for (const [at, weight] of linear.weights.entries()) {
        if (first[0])
            first[0][at] = weight;
        if (first[1])
            first[1][at] = -weight;
    }
    const pass = 1 / (1 + ALPHA);
    for (const [row, sign] of [
        [second[0], 1],
        [second[1], -1],
    ]) {
        if (!row)
            continue;
        row.fill(0);
        row[0] = sign * pass;
        row[1] = -sign * pass;
    }
    const top = last[0];
    if (!top)
        return;
    for (const at of top.keys())
        top[at] = at < 2 ? (at === 0 ? pass : -pass) : small();
};
const layersOf = ({ weights, biases }) => weights.slice(1).map((rows, at) => rows.map((row, node) => ({ bias: biases[at + 1]?.[node] ?? 0, weights: row })));
/** The library bends its last sum, too, and keeps single precision: what it answers, with that bend taken out. */
const asTheLibrary = (logit) => {
    const out = Math.fround(logit > 0 ? logit : ALPHA * logit);
    return out > 0 ? out : out / ALPHA;
};
const networkAt = (rate) => {
    const network = new ListwiseNetwork({
        ...{ inputSize: FEATURES, hiddenLayers: [...HIDDEN], outputSize: 1 },
        ...{ activation: 'leaky-relu', leakyReluAlpha: ALPHA, learningRate: rate, momentum: MOMENTUM },
    });
    network.initialize();
    return network;
};
/**
 * For each list the gradient (of the softmax, or another) is given to `calculateDeltas` as the target of each product.
 * Leaky-relu throughout; the logit is the output with its last bend taken out.
 */
const learn = (network, lists, options, random, onEpoch = () => true) => {
    const longest = lists.reduce((most, { taken }) => Math.max(most, taken.length), 0);
    const scores = new Float64Array(longest);
    const gradient = new Float64Array(longest);
    const slopeOf = options.gradient ?? listGradient;
    const target = new Float32Array(1);
    const order = Int32Array.from(lists, (_, at) => at);
    for (let epoch = 0; epoch < options.epochs; epoch++) {
        shuffle(order, random);
        network.updateTrainingOptions({ learningRate: options.rate / (1 + epoch) });
        for (const index of order) {
            const list = lists[index];
            if (!list)
                continue;
            const row = (at) => list.rows.subarray(at * FEATURES, (at + 1) * FEATURES);
            scoreLayers(layersOf(network), list.rows, scores);
            for (let at = 0; at < list.taken.length; at++)
                scores[at] = asTheLibrary(scores[at] ?? 0);
            slopeOf(scores, list.taken, gradient);
            for (let at = 0; at < list.taken.length; at++) {
                const up = gradient[at] ?? 0;
                // A product that is where it should be moves nothing: half the time is saved.
                if (Math.abs(up) < LEAST)
                    continue;
                const out = network.runInput(row(at))[0] ?? 0;
                target[0] = out + (out > 0 ? up : up / ALPHA);
                network.calculateDeltas(target);
                network.adjustWeights();
            }
        }
        if (!onEpoch(flatten(network.weights, network.biases), epoch))
            break;
    }
    return flatten(network.weights, network.biases);
};
/**
 * Fits a brain.js network listwise, beginning as the linear ranker.
 *
 * @param onEpoch called after each epoch with the network as it is; answers whether to go on
 */
export const fitNetwork = (lists, linear, options, random, onEpoch) => {
    const network = networkAt(options.rate);
    startFromLinear(network, linear, random);
    return learn(network, lists, options, random, onEpoch);
};
/** A warm start: goes on from a network that was fitted before. */
export const refitNetwork = ({ weights }, lists, options, random) => {
    const network = networkAt(options.rate);
    unflatten(weights, network.weights, network.biases);
    return learn(network, lists, options, random);
};
//# sourceMappingURL=network.js.map