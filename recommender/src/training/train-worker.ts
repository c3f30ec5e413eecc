import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { encodeModel } from './model-file.js';
import type { ThreadMessage } from './thread.js';
import type { TrainRequest } from './train-in-worker.js';
import { trainModel } from './trained-model.js';

/** Both sides are this package: only who starts the file by hand gets it wrong. */
const isRequest = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'history' in value && 'provenance' in value;

/** What runs in the thread: trains, tells how far it is, and hands the bytes over. */
const say = (message: ThreadMessage<Uint8Array>): void => parentPort?.postMessage(message);

const { history, provenance } = z.custom<TrainRequest>(isRequest).parse(workerData);
try {
  const model = trainModel(history, provenance, (what) => {
    say({ kind: 'progress', what });
  });
  say({ kind: 'done', result: encodeModel(model, history.itemTexts) });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
