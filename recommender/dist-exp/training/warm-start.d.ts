import type { History } from '../history/history.js';
import { type Provenance, type TrainedModel } from './trained-model.js';
/** A model to go on from, and its name. */
export type Parent = {
    readonly modelId: string;
    readonly model: TrainedModel;
};
/**
 * Trains on a whole history, going on from the rankers of a model of an earlier prefix of it: its settings, its scaling and its
 * choice of what serves stay, the rankers see the newest window once, and everything is counted anew. It costs a small part
 * of a fit from nothing. The validation figures are those of the model it went on from, which chose by them. Pure.
 *
 * @param parent was fitted from nothing, so that a model never hangs on a long chain of others
 * @throws RangeError when the history is too short to learn from, or the parent went on from another one itself
 */
export declare const trainWarm: ({ modelId, model }: Parent, history: History, provenance: Omit<Provenance, "codeVersion" | "warmFrom">, onProgress?: (what: string) => void) => TrainedModel;
//# sourceMappingURL=warm-start.d.ts.map