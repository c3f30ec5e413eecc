import { type ThreadLimits } from '../training/thread.js';
import type { TrainedAndCompared } from './train-and-compare.js';
/** A model by its file, and by what it is made of: where the file is not here, it is made anew. */
export type NamedModel = {
    readonly modelId: string;
    readonly path: string;
    readonly seed: number;
    readonly position: string;
    /** The model that it went on from; undefined: it was fitted from nothing. */
    readonly warmFrom?: NamedModel | undefined;
};
/** What a training in its own thread is given: addresses and names, so that reading the log is the thread's work, too. */
export type TrainingOrder = {
    readonly eventStoreUrl: string;
    readonly seed: number;
    /** A challenger to be judged, and the champion that it would replace; undefined where none waits for that. */
    readonly rivals: {
        readonly champion: NamedModel;
        readonly challenger: NamedModel;
    } | undefined;
    /** A model to go on from (a warm start), if nobody it knows is erased; undefined: to be fitted from nothing. */
    readonly warmFrom: NamedModel | undefined;
    /** Nothing after this position is learned from; undefined: all that there is. */
    readonly upTo: string | undefined;
};
/** Trains, compares, and answers. @throws TrainingFailed, see `inThread` */
export type TrainingJob = (order: TrainingOrder, limits: ThreadLimits, onProgress?: (what: string) => void) => Promise<TrainedAndCompared>;
export declare const trainingJob: TrainingJob;
//# sourceMappingURL=training-job.d.ts.map