import { Worker } from 'node:worker_threads';
import type { History } from '../history/history.js';
import type { Provenance } from './trained-model.js';

export type TrainRequest = { readonly history: History; readonly provenance: Omit<Provenance, 'codeVersion'> };
export type TrainMessage =
  | { readonly kind: 'progress'; readonly what: string }
  | { readonly kind: 'trained'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };

export type TrainLimits = {
  /** @default 20 minutes */
  readonly timeoutMs?: number;
  /** Memory of the thread's objects; its columns come on top. @default 2,048 */
  readonly memoryMb?: number;
  readonly signal?: AbortSignal;
};

/** A training that did not end with a model: the old one serves on. */
export class TrainingFailed extends Error {
  override readonly name = 'TrainingFailed';
}

const USUAL = { timeoutMs: 20 * 60_000, memoryMb: 2_048 };

/**
 * Trains in a thread of its own, so that serving goes on.
 *
 * @returns the model as bytes of a model file
 * @throws TrainingFailed when it runs out of time or memory, is stopped, or the history is too short
 */
export const trainInWorker = async (
  request: TrainRequest,
  limits: TrainLimits = {},
  onProgress: (what: string) => void = () => undefined,
): Promise<Uint8Array> => {
  const { timeoutMs = USUAL.timeoutMs, memoryMb = USUAL.memoryMb, signal } = limits;
  const worker = new Worker(new URL('./train-worker.js', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      const fail = (why: string) => {
        reject(new TrainingFailed(why));
      };
      timer = setTimeout(() => {
        fail(`training took longer than ${(timeoutMs / 1000).toString()} s and was stopped; the old model serves on`);
      }, timeoutMs);
      onAbort = () => {
        fail('training was stopped; the old model serves on');
      };
      if (signal?.aborted) onAbort();
      signal?.addEventListener('abort', onAbort);
      worker.on('message', (message: TrainMessage) => {
        if (message.kind === 'progress') onProgress(message.what);
        else if (message.kind === 'trained') resolve(message.bytes);
        else fail(message.message);
      });
      worker.once('error', (error) => {
        fail(`training failed: ${error.message}; the old model serves on`);
      });
      worker.once('exit', (code) => {
        fail(`training ended with code ${code.toString()} and no model; the old model serves on`);
      });
    });
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
};
