import { Worker } from 'node:worker_threads';
/** A training that did not end with a model: the old one serves on. */
export class TrainingFailed extends Error {
    name = 'TrainingFailed';
}
/**
 * Runs a script of this package in a thread of its own, within limits. It tells how far it is and ends with one result.
 *
 * @param data what the script is given: what can be cloned
 * @throws TrainingFailed when it runs out of time or memory, is stopped, or says that it failed
 */
export const inThread = async (script, data, { timeoutMs, memoryMb, signal }, onProgress = () => undefined) => {
    const worker = new Worker(script, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    let timer;
    let onAbort;
    try {
        return await new Promise((resolve, reject) => {
            const fail = (why) => {
                reject(new TrainingFailed(why));
            };
            timer = setTimeout(() => {
                fail(`training took longer than ${(timeoutMs / 1000).toString()} s and was stopped; the old model serves on`);
            }, timeoutMs);
            onAbort = () => {
                fail('training was stopped; the old model serves on');
            };
            if (signal?.aborted)
                onAbort();
            signal?.addEventListener('abort', onAbort);
            worker.on('message', (message) => {
                if (message.kind === 'progress')
                    onProgress(message.what);
                else if (message.kind === 'done')
                    resolve(message.result);
                else
                    fail(message.message);
            });
            worker.once('error', (error) => {
                const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
                fail(outOfMemory
                    ? `training needed more than ${memoryMb.toString()} MB of memory and was stopped; the old model serves on`
                    : `training failed: ${error.message}; the old model serves on`);
            });
            worker.once('exit', (code) => {
                fail(`training ended with code ${code.toString()} and no model; the old model serves on`);
            });
        });
    }
    finally {
        clearTimeout(timer);
        if (onAbort)
            signal?.removeEventListener('abort', onAbort);
        await worker.terminate();
    }
};
//# sourceMappingURL=thread.js.map