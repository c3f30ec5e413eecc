import type { ModelsCommand, ModelsState, Training } from '../models/models-decider.js';
import type { ModelShelf } from '../models/model-shelf.js';
import type { RetrainingSettings } from './retraining-config.js';
import { ShadowWatch } from './shadow-watch.js';
import type { TrainingJob, TrainingOrder } from './training-job.js';
export type RunParts = {
    readonly eventStoreUrl: string;
    readonly shelf: Pick<ModelShelf, 'put' | 'pathOf'>;
    readonly settings: Pick<RetrainingSettings, 'timeoutMs' | 'memoryMb' | 'shadowMs' | 'wholeMs'>;
    readonly job: TrainingJob;
    readonly signal: AbortSignal;
    readonly onProgress: (what: string) => void;
    /** Has a new model answer beside the champion; undefined ends it. */
    readonly watch: (shadow: ShadowWatch | undefined) => void;
    readonly now: () => Date;
};
/** The same log, seed and code give the same model: another seed would make another one for no reason. */
export declare const SEED = 1;
/** Whom the log has wait for judgement, and against whom; undefined where this code cannot judge them. */
export declare const rivalsIn: ({ champion, awaiting, trained }: ModelsState, shelf: Pick<ModelShelf, "pathOf">) => TrainingOrder["rivals"];
/**
 * One training, from the log to what is to be told of it. Never fails: what goes wrong is told, too.
 *
 * @param models what the log says as the training begins
 * @returns the command that ends the training in the log
 */
export declare const runTraining: ({ trainingId, cause }: Training, models: ModelsState, parts: RunParts) => Promise<ModelsCommand>;
//# sourceMappingURL=training-run.d.ts.map