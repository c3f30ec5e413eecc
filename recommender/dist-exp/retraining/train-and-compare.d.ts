import type { LogPrefix } from '../history/log-history.js';
import type { Trained } from '../models/models-decider.js';
import type { Compared } from '../models/verdict.js';
import { type TrainedModel } from '../training/trained-model.js';
import { type Parent } from '../training/warm-start.js';
/** What a training says of its model; its name and its moment are for whoever puts it on the shelf. */
export type TrainedFigures = Omit<Trained, 'modelId' | 'trainingId' | 'cause' | 'bytes' | 'shadow' | 'trainedAt'>;
export type TrainedAndCompared = {
    /** Of a model file. */
    readonly bytes: Uint8Array;
    readonly figures: TrainedFigures;
    /** Of the challenger of before with the champion, or why there is none. */
    readonly comparison: Omit<Compared, 'modelId' | 'championId'> | {
        readonly none: string;
    };
};
/** A champion and the challenger that awaits its judgement, or why there is nothing to compare. */
export type Rivals = {
    readonly champion: TrainedModel;
    readonly challenger: TrainedModel;
} | {
    readonly none: string;
};
type Order = {
    readonly logId: string;
    readonly prefix: LogPrefix;
    readonly seed: number;
    /** To go on from, if nobody was erased since. @default fitted from nothing */
    readonly parent?: Parent | undefined;
};
/**
 * Judges the challenger of before by the newest orders of a prefix of the log, and trains the next one on all of it. Pure: the
 * same prefix, seed, parent and rivals give the same bytes and figures.
 *
 * @throws RangeError when the history is too short to learn from
 */
export declare const trainAndCompare: ({ logId, prefix, seed, parent }: Order, rivals: Rivals, onProgress?: (what: string) => void) => TrainedAndCompared;
export {};
//# sourceMappingURL=train-and-compare.d.ts.map