import { inThread, type ThreadLimits } from '../training/thread.js';
import type { TrainedAndCompared } from './train-and-compare.js';

/** What a training in its own thread is given: addresses and names, so that reading the log is the thread's work, too. */
export type TrainingOrder = {
  readonly eventStoreUrl: string;
  readonly seed: number;
  /** File of the champion to compare with; undefined where there is none. */
  readonly championPath: string | undefined;
  /** Nothing after this position is learned from; undefined: all that there is. */
  readonly upTo: string | undefined;
};

/** Trains, compares, and answers. @throws TrainingFailed, see `inThread` */
export type TrainingJob = (
  order: TrainingOrder,
  limits: ThreadLimits,
  onProgress?: (what: string) => void,
) => Promise<TrainedAndCompared>;

export const trainingJob: TrainingJob = (order, limits, onProgress) =>
  inThread<TrainedAndCompared>(new URL('./training-thread.js', import.meta.url), order, limits, onProgress);
