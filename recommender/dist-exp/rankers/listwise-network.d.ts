import { NeuralNetwork } from 'brain.js';
/**
 * The network of brain.js with two of its loops made shorter, bit for bit the same: a training runs through them some
 * million times, and takes three fifths of the time by it.
 */
export declare class ListwiseNetwork extends NeuralNetwork<Float32Array, Float32Array> {
    initialize(): void;
    /** With each row of weights looked up once, and not once for each weight. */
    adjustWeights(): void;
}
//# sourceMappingURL=listwise-network.d.ts.map