import { inThread } from '../training/thread.js';
export const trainingJob = (order, limits, onProgress) => inThread(new URL('./training-thread.js', import.meta.url), order, limits, onProgress);
//# sourceMappingURL=training-job.js.map