import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { TrainRequest, TrainMessage } from './train-in-worker.js';
import { encodeModel } from './model-file.js';
import { trainModel } from './trained-model.js';

/** Both sides are this package: only who starts the file by hand gets it wrong. */
const isRequest = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'history' in value && 'provenance' in value;

/** What runs in the thread: trains, tells how far it is, and hands the bytes over. */
const say = (message: TrainMessage): void => parentPort?.postMessage(message);

const { history, provenance } = z.custom<TrainRequest>(isRequest).parse(workerData);
try {
  const model = trainModel(history, provenance, (what) => {
    say({ kind: 'progress', what });
  });
  say({ kind: 'trained', bytes: encodeModel(model, history.itemTexts) });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
