import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hashOfErased, readModelFile, trainInWorker, writeModelFile, type TrainedModel } from '@storefold/recommender';
import type { ProgressView } from '../terminal/progress.js';
import { readHistory } from './read-history.js';

export type TrainCommandOptions = {
  readonly file: string;
  readonly out: string;
  readonly seed: number;
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

/**
 * Trains in a thread and replaces the model file when all of it is there. A file has no log: its SHA-256 stands for the
 * log's id, its rows for the position, and nobody is erased from it.
 *
 * @throws UnreadableFile, TrainingFailed
 */
export const runTrain = async (options: TrainCommandOptions, view: ProgressView): Promise<ModelReport> => {
  const { history, digest, rows } = await readHistory(options.file, options.strict, (read) => {
    view.show('reading the file, rows', read, undefined);
  });
  const stop = new AbortController();
  const interrupted = () => {
    stop.abort();
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    let step = 0;
    const bytes = await trainInWorker(
      {
        history,
        provenance: { logId: digest, position: rows.read.toString(), seed: options.seed, erased: hashOfErased([]) },
      },
      { timeoutMs: options.timeout * 1_000, memoryMb: options.memory, signal: stop.signal },
      (what) => {
        view.show(what, ++step, undefined);
      },
    );
    writeModelFile(options.out, bytes);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
  return describeModel(options.out);
};
