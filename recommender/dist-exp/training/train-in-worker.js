import { inThread, TrainingFailed } from './thread.js';
export { TrainingFailed };
const USUAL = { timeoutMs: 20 * 60_000, memoryMb: 2_048 };
/**
 * Trains in a thread of its own, so that serving goes on.
 *
 * @returns the model as bytes of a model file
 * @throws TrainingFailed when it runs out of time or memory, is stopped, the history is too short, or there is
 * nothing to go on from in `warmFrom`
 */
export const trainInWorker = (request, { timeoutMs = USUAL.timeoutMs, memoryMb = USUAL.memoryMb, signal } = {}, onProgress = () => undefined) => inThread(new URL('./train-worker.js', import.meta.url), request, { timeoutMs, memoryMb, signal }, onProgress);
//# sourceMappingURL=train-in-worker.js.map