import { NeuralNetwork } from 'brain.js';
/**
 * The network of brain.js with two of its loops made shorter, bit for bit the same: a training runs through them some
 * million times, and takes three fifths of the time by it.
 */
export class ListwiseNetwork extends NeuralNetwork {
    initialize() {
        super.initialize();
        // Nobody asks how the features themselves should move, which is most of what `calculateDeltas` works out.
        this.sizes[0] = 0;
    }
    /** With each row of weights looked up once, and not once for each weight. */
    adjustWeights() {
        const { learningRate, momentum } = this.trainOpts;
        for (let layer = 1; layer <= this.outputLayer; layer++) {
            const incoming = this.outputs[layer - 1];
            const deltas = this.deltas[layer];
            const biases = this.biases[layer];
            if (!incoming || !deltas || !biases)
                continue;
            for (let node = 0; node < deltas.length; node++) {
                const step = learningRate * (deltas[node] ?? 0);
                const weights = this.weights[layer]?.[node];
                const changes = this.changes[layer]?.[node];
                if (!weights || !changes)
                    continue;
                for (let at = 0; at < incoming.length; at++) {
                    const change = step * (incoming[at] ?? 0) + momentum * (changes[at] ?? 0);
                    changes[at] = change;
                    weights[at] = (weights[at] ?? 0) + change;
                }
                biases[node] = (biases[node] ?? 0) + step;
            }
        }
    }
}
//# sourceMappingURL=listwise-network.js.map