import { NeuralNetwork } from 'brain.js';
import { expect } from 'chai';
import { FEATURES } from '../features/features.js';
import { seededRandom } from '../features/random.js';
import { flatten, HIDDEN, scoreNetwork } from './flat-network.js';
import { ListwiseNetwork } from './listwise-network.js';
const options = {
    ...{ inputSize: FEATURES, hiddenLayers: [...HIDDEN], outputSize: 1, activation: 'leaky-relu' },
    ...{ leakyReluAlpha: 0.01, learningRate: 0.01, momentum: 0.1 },
};
/** Rows one behind the other. */
const rowsOf = (count) => {
    const random = seededRandom(5);
    return Float32Array.from({ length: count * FEATURES }, () => random() * 2 - 1);
};
/** Weights that follow from nothing but their places, and then a hundred steps. */
const moved = (network) => {
    network.initialize();
    let at = 0;
    for (const weights of network.weights.slice(1).flat())
        for (const column of weights.keys())
            weights[column] = Math.sin(at++) / 4;
    for (const biases of network.biases.slice(1))
        biases.fill(0.1);
    const rows = rowsOf(100);
    for (let row = 0; row < 100; row++) {
        const out = network.runInput(rows.subarray(row * FEATURES, (row + 1) * FEATURES))[0] ?? 0;
        network.calculateDeltas(Float32Array.of(out + Math.cos(row)));
        network.adjustWeights();
    }
    return network;
};
describe('the shortened loops of the network', () => {
    it('give the bits of the library', () => {
        const stock = moved(new NeuralNetwork(options));
        const ours = moved(new ListwiseNetwork(options));
        expect(ours.weights.slice(1)).to.deep.equal(stock.weights.slice(1));
        expect(ours.biases.slice(1)).to.deep.equal(stock.biases.slice(1));
    });
    it('score rows four at a time as one by one, whatever is left over', () => {
        const network = flatten(...((of) => [of.weights, of.biases])(moved(new ListwiseNetwork(options))));
        const rows = rowsOf(11);
        for (const count of [1, 2, 3, 4, 5, 11]) {
            const scores = new Float64Array(count + 1).fill(-1);
            scoreNetwork(network, rows.subarray(0, count * FEATURES), scores);
            const alone = Array.from({ length: count }, (_, row) => {
                const score = new Float64Array(1);
                scoreNetwork(network, rows.subarray(row * FEATURES, (row + 1) * FEATURES), score);
                return score[0] ?? NaN;
            });
            expect([...scores], `${count.toString()} rows`).to.deep.equal([...alone, -1]);
            expect(new Set(alone).size).to.equal(count);
        }
    });
    it('answer what the library answers', () => {
        const library = moved(new ListwiseNetwork(options));
        const rows = rowsOf(11);
        const scores = new Float64Array(11);
        scoreNetwork(flatten(library.weights, library.biases), rows, scores);
        for (let row = 0; row < 11; row++) {
            const out = library.runInput(rows.subarray(row * FEATURES, (row + 1) * FEATURES))[0] ?? 0;
            expect(out > 0 ? out : out / 0.01).to.be.closeTo(scores[row] ?? NaN, 1e-5);
        }
    });
});
//# sourceMappingURL=listwise-network.spec.js.map