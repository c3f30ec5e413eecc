import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  hashOfErased,
  readModelFile,
  trainInWorker,
  writeModelFile,
  type TrainedModel,
  type TrainRequest,
} from '@storefold/recommender';
import type { ProgressView } from '../terminal/progress.js';
import { readHistory } from './read-history.js';
import { readLog } from './read-log.js';

export type TrainCommandOptions = {
  readonly file?: string;
  readonly eventStoreUrl?: string;
  readonly out: string;
  readonly seed: number;
  readonly warmFrom?: string;
  readonly timeout: number;
  readonly memory: number;
  readonly strict: boolean;
  readonly json: boolean;
};

/** What a model file says of itself. */
export type ModelReport = Pick<TrainedModel, 'provenance' | 'validation' | 'champion'> & {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly items: number;
};

/** @throws UnusableModel when it is damaged or of other code */
export const describeModel = (path: string): ModelReport => {
  const { provenance, validation, champion, itemNames } = readModelFile(path);
  const bytes = readFileSync(path);
  return {
    ...{ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    ...{ items: itemNames.length, provenance, validation, champion },
  };
};

/** What is trained on: a shop's log, or a file, whose SHA-256 stands for the log's id and its rows for the position. */
const readSource = async (
  { file, eventStoreUrl, seed, strict }: TrainCommandOptions,
  view: ProgressView,
): Promise<TrainRequest> => {
  if (eventStoreUrl !== undefined && file === undefined) {
    const { logId, prefix } = await readLog(eventStoreUrl, (events) => {
      view.show('reading the log, events', events, undefined);
    });
    const { history, position, erased } = prefix;
    const provenance = { logId, position: (position ?? 0n).toString(), seed, erased: hashOfErased(erased) };
    return { history, provenance };
  }
  if (file === undefined || eventStoreUrl !== undefined)
    throw new Error('name what to train on: either --file or --event-store-url');
  const { history, digest, rows } = await readHistory(file, strict, (read) => {
    view.show('reading the file, rows', read, undefined);
  });
  const provenance = { logId: digest, position: rows.read.toString(), seed, erased: hashOfErased([]) };
  return { history, provenance };
};

/**
 * Trains in a thread and replaces the model file when all of it is there.
 *
 * @throws UnreadableFile, TrainingFailed
 */
export const runTrain = async (options: TrainCommandOptions, view: ProgressView): Promise<ModelReport> => {
  const request = { ...(await readSource(options, view)), warmFrom: options.warmFrom };
  const stop = new AbortController();
  const interrupted = () => {
    stop.abort();
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    let step = 0;
    const limits = { timeoutMs: options.timeout * 1_000, memoryMb: options.memory, signal: stop.signal };
    const bytes = await trainInWorker(request, limits, (what) => {
      view.show(what, ++step, undefined);
    });
    writeModelFile(options.out, bytes);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
  return describeModel(options.out);
};
