import type { TrainedModel } from '../training/trained-model.js';
/** What was seen of a model that answered beside the champion. */
export type ShadowFigures = {
    readonly answers: number;
    readonly agreement: number;
};
/**
 * A new model that answers real questions beside the champion before it is judged; nobody is shown what it says. How much it
 * agrees is told and decides nothing: a better model answers differently. That it cannot answer at all decides.
 */
export declare class ShadowWatch {
    #private;
    readonly model: TrainedModel;
    constructor(model: TrainedModel);
    /** @param share of the champion's answer that it would have given, too */
    compared(share: number): void;
    failed(error: unknown): void;
    /** Why it cannot serve; undefined while it can. */
    get fault(): string | undefined;
    get figures(): ShadowFigures;
}
//# sourceMappingURL=shadow-watch.d.ts.map