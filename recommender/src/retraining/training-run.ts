import { setTimeout as sleep } from 'node:timers/promises';
import type { Training, ModelsCommand } from '../models/models-decider.js';
import type { ModelShelf } from '../models/model-shelf.js';
import { decodeModel } from '../training/model-file.js';
import { TrainingFailed } from '../training/thread.js';
import type { RetrainingSettings } from './retraining-config.js';
import { ShadowWatch } from './shadow-watch.js';
import type { TrainedAndCompared } from './train-and-compare.js';
import type { TrainingJob } from './training-job.js';

export type RunParts = {
  readonly eventStoreUrl: string;
  readonly shelf: Pick<ModelShelf, 'put' | 'pathOf'>;
  readonly settings: Pick<RetrainingSettings, 'timeoutMs' | 'memoryMb' | 'shadowMs'>;
  readonly job: TrainingJob;
  readonly signal: AbortSignal;
  readonly onProgress: (what: string) => void;
  /** Has a new model answer beside the champion; undefined ends it. */
  readonly watch: (shadow: ShadowWatch | undefined) => void;
  readonly now: () => Date;
};

/** The same log, seed and code give the same model: another seed would make another one for no reason. */
export const SEED = 1;
/** What an event may hold of a reason. */
const LONGEST_REASON = 1_000;

const watchShadow = async (
  trained: TrainedAndCompared,
  { settings, signal, watch, onProgress }: RunParts,
): Promise<ShadowWatch | undefined> => {
  // With nothing to be compared with, it is promoted or refused whatever it says beside.
  if (settings.shadowMs === 0 || 'none' in trained.comparison) return undefined;
  const shadow = new ShadowWatch(decodeModel(trained.bytes));
  onProgress('answering beside the champion');
  watch(shadow);
  try {
    await sleep(settings.shadowMs, undefined, { signal });
  } catch {
    throw new TrainingFailed('the service was stopped while the new model answered beside the champion');
  } finally {
    watch(undefined);
  }
  if (shadow.fault !== undefined)
    throw new TrainingFailed(`the new model failed while it answered beside the champion: ${shadow.fault}`);
  return shadow;
};

/**
 * One training, from the log to what is to be told of it. Never fails: what goes wrong is told, too.
 *
 * @param championId to be compared with; undefined where there is none
 * @returns the command that ends the training in the log
 */
export const runTraining = async (
  { trainingId, cause }: Training,
  championId: string | undefined,
  parts: RunParts,
): Promise<ModelsCommand> => {
  const { eventStoreUrl, shelf, settings, job, signal, onProgress, now } = parts;
  try {
    const championPath = championId === undefined ? undefined : shelf.pathOf(championId);
    const { timeoutMs, memoryMb } = settings;
    const order = { eventStoreUrl, seed: SEED, championPath, upTo: undefined };
    const trained = await job(order, { timeoutMs, memoryMb, signal }, onProgress);
    const modelId = shelf.put(trained.bytes);
    const shadow = cause === 'erasure' || modelId === championId ? undefined : await watchShadow(trained, parts);
    const { comparison } = trained;
    return {
      type: 'ReportModel',
      model: {
        ...trained.figures,
        ...{ modelId, trainingId, cause, bytes: trained.bytes.length, trainedAt: now().toISOString() },
        ...(shadow ? { shadow: shadow.figures } : {}),
      },
      comparison: 'none' in comparison ? comparison : { ...comparison, modelId, championId: championId ?? modelId },
    };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
    return {
      type: 'GiveUpTraining',
      trainingId,
      reason: reason || 'no reason was given',
      failedAt: now().toISOString(),
    };
  }
};
