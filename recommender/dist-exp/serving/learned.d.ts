import type { TrainedModel } from '../training/trained-model.js';
import type { Looking } from './asked.js';
import type { Knowledge } from './knowledge.js';
/** A product by number, and how well it suits; larger is better, comparable within one answer. */
export type Scored = {
    readonly sku: number;
    readonly score: number;
};
/** A model that could not answer within its time. */
export declare class TooLate extends Error {
    readonly name = "TooLate";
}
/**
 * The learned model as it serves: the candidates and the features of training, on what is known now. What somebody looks
 * at or has in the basket is their newest basket to it, since of baskets it learned. A product that came after the
 * training is not known to it, and left to the other steps.
 */
export declare class Learned {
    #private;
    readonly model: TrainedModel;
    constructor(model: TrainedModel);
    /**
     * The best first; empty where it knows nothing of what is looked at.
     *
     * @param inTime asked between the parts of the work
     * @throws TooLate
     */
    rank(looking: Looking, knowledge: Knowledge, most: number, inTime: () => boolean): readonly Scored[];
    /**
     * How much one product says for others, by what the model counted: the sum of its three tables of pairs, each as a
     * share of the product's best partner.
     */
    pull(from: string, others: readonly string[]): Float64Array;
}
//# sourceMappingURL=learned.d.ts.map