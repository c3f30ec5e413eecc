import type { History } from '../history/history.js';
import { TrainingFailed } from './thread.js';
import type { Provenance } from './trained-model.js';
export { TrainingFailed };
export type TrainRequest = {
    readonly history: History;
    readonly provenance: Omit<Provenance, 'codeVersion' | 'warmFrom'>;
    /** Path of a model file to go on from (a warm start). @default fitted from nothing */
    readonly warmFrom?: string | undefined;
};
export type TrainLimits = {
    /** @default 20 minutes */
    readonly timeoutMs?: number;
    /** Memory of the thread's objects; its columns come on top. @default 2,048 */
    readonly memoryMb?: number;
    readonly signal?: AbortSignal;
};
/**
 * Trains in a thread of its own, so that serving goes on.
 *
 * @returns the model as bytes of a model file
 * @throws TrainingFailed when it runs out of time or memory, is stopped, the history is too short, or there is
 * nothing to go on from in `warmFrom`
 */
export declare const trainInWorker: (request: TrainRequest, { timeoutMs, memoryMb, signal }?: TrainLimits, onProgress?: (what: string) => void) => Promise<Uint8Array>;
//# sourceMappingURL=train-in-worker.d.ts.map