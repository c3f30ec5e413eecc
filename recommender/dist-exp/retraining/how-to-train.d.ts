import type { TrainingCause } from '@storefold/contracts';
import type { ModelsState, Trained } from '../models/models-decider.js';
/**
 * The model whose rankers a training goes on from: the champion, or the one that it went on from itself; undefined where
 * the next model is to be fitted from nothing, as it is when that was last done `wholeMs` ago, for drift, for an erasure, and
 * when somebody asks. Pure.
 *
 * @param nowMs milliseconds since 1970
 * @param codeVersion of this code
 */
export declare const modelToGoOnFrom: (cause: TrainingCause, { champion, trained }: Pick<ModelsState, "champion" | "trained">, { nowMs, wholeMs }: {
    readonly nowMs: number;
    readonly wholeMs: number;
}, codeVersion: string) => Trained | undefined;
//# sourceMappingURL=how-to-train.d.ts.map