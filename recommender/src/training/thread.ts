import { Worker } from 'node:worker_threads';

export type ThreadMessage<Result> =
  | { readonly kind: 'progress'; readonly what: string }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly message: string };

export type ThreadLimits = {
  readonly timeoutMs: number;
  /** Memory of the thread's objects; its columns come on top. */
  readonly memoryMb: number;
  readonly signal?: AbortSignal | undefined;
};

/** A training that did not end with a model: the old one serves on. */
export class TrainingFailed extends Error {
  override readonly name = 'TrainingFailed';
}

/**
 * Runs a script of this package in a thread of its own, within limits. It tells how far it is and ends with one result.
 *
 * @param data what the script is given: what can be cloned
 * @throws TrainingFailed when it runs out of time or memory, is stopped, or says that it failed
 */
export const inThread = async <Result>(
  script: URL,
  data: unknown,
  { timeoutMs, memoryMb, signal }: ThreadLimits,
  onProgress: (what: string) => void = () => undefined,
): Promise<Result> => {
  const worker = new Worker(script, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<Result>((resolve, reject) => {
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
      worker.on('message', (message: ThreadMessage<Result>) => {
        if (message.kind === 'progress') onProgress(message.what);
        else if (message.kind === 'done') resolve(message.result);
        else fail(message.message);
      });
      worker.once('error', (error) => {
        const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        fail(
          outOfMemory
            ? `training needed more than ${memoryMb.toString()} MB of memory and was stopped; the old model serves on`
            : `training failed: ${error.message}; the old model serves on`,
        );
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
