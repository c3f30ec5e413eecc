import type { Recommendation } from '../model.js';
import type { TrainedModel } from '../training/trained-model.js';
import { type Asked } from './asked.js';
import type { Knowledge } from './knowledge.js';
import { type Rules } from './rules.js';
/** The steps in the order in which they are asked: each is for what the one before could not answer. */
export declare const steps: readonly ["learned", "counts", "popular", "any"];
export type Step = (typeof steps)[number];
/** The models in force, asked at each answer. A shadow is asked, too, and its answer only compared. */
export type Models = {
    readonly champion: () => TrainedModel | undefined;
    readonly shadow?: () => TrainedModel | undefined;
    /** What the log calls the champion. @default it is named by what it was made of */
    readonly championId?: () => string | undefined;
};
/** Told what happened, for metrics and the log. */
export type Observer = {
    readonly answered: (step: Step, seconds: number) => void;
    readonly passed: (step: Step | 'shadow', why: 'late' | 'fault', error?: unknown) => void;
    /** Share of an answer that the shadow would have given, too. */
    readonly compared: (overlap: number) => void;
};
export type ServingOptions = {
    readonly models: Models;
    readonly rules?: () => Rules | undefined;
    /** After so long no further step is begun but the last two. */
    readonly deadlineMs: number;
    readonly mostPerCategory: number;
    /** Share of the places on a home page and in a category for products that nobody knows yet. */
    readonly exploration: number;
    /** Between two comparisons with the shadow: each takes as long as an answer, of the thread that serves. @default 0 */
    readonly shadowPauseMs?: number;
    /** Milliseconds that never go back, for the deadline and the pause of the shadow only. */
    readonly elapsed: () => number;
    readonly observer: Observer;
};
export type Answer = {
    readonly items: readonly Recommendation[];
    /** The first step that had an answer; places that it left empty were filled by those after it. */
    readonly answeredBy: Step;
    /** Of the learned model, where that answered. */
    readonly modelId: string | undefined;
};
/** Names a model by what determined it. */
export declare const provenanceIdOf: ({ provenance: { logId, position, seed, codeVersion, warmFrom }, }: TrainedModel) => string;
/** Answers pages from what is known, step by step, and never with an error. */
export declare class Serving {
    #private;
    constructor(knowledge: Knowledge, options: ServingOptions);
    /**
     * @param seed decides which new products are shown: a visitor and a day
     * @param at milliseconds since 1970: what counts as new
     * @returns undefined when the question names a product that the shop did not define
     */
    answer(asked: Asked, most: number, seed: string, at: number): Answer | undefined;
    /**
     * What the shadow would have answered, compared by products; nothing is told where there is none. To be asked after an
     * answer was sent.
     */
    compareShadow(asked: Asked, shown: Answer): void;
}
//# sourceMappingURL=serving.d.ts.map