import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { encodeModel, readModelFile } from './model-file.js';
import { trainModel } from './trained-model.js';
import { trainWarm } from './warm-start.js';
/** Both sides are this package: only who starts the file by hand gets it wrong. */
const isRequest = (value) => typeof value === 'object' && value !== null && 'history' in value && 'provenance' in value;
/** What runs in the thread: trains, tells how far it is, and hands the bytes over. */
const say = (message) => parentPort?.postMessage(message);
/** @throws UnusableModel, or RangeError where somebody was erased since */
const parentIn = (path, erased) => {
    const model = readModelFile(path);
    if (model.provenance.erased !== erased)
        throw new RangeError(`others are erased than when ${path} was trained; train from nothing, without it`);
    return { modelId: createHash('sha256').update(readFileSync(path)).digest('hex'), model };
};
const { history, provenance, warmFrom } = z.custom(isRequest).parse(workerData);
try {
    const told = (what) => {
        say({ kind: 'progress', what });
    };
    const model = warmFrom === undefined
        ? trainModel(history, provenance, told)
        : trainWarm(parentIn(warmFrom, provenance.erased), history, provenance, told);
    say({ kind: 'done', result: encodeModel(model, history.itemTexts) });
}
catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
//# sourceMappingURL=train-worker.js.map