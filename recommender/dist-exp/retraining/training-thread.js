import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { connectEventStore, createLogger, findShop } from '@storefold/platform';
import { z } from 'zod';
import { readPrefix } from '../history/read-log.js';
import { modelIdOf } from '../models/model-shelf.js';
import { encodeModel, readModelFile, UnusableModel } from '../training/model-file.js';
import { hashOfErased, trainModel } from '../training/trained-model.js';
import { trainAndCompare } from './train-and-compare.js';
import { trainWarm } from '../training/warm-start.js';
const cold = z.object({ modelId: z.string(), path: z.string(), seed: z.number(), position: z.string() });
const named = cold.extend({ warmFrom: cold.optional() });
const orderSchema = z.object({
    eventStoreUrl: z.string(),
    seed: z.number(),
    rivals: z.object({ champion: named, challenger: named }).optional(),
    warmFrom: cold.optional(),
    upTo: z.string().optional(),
});
const say = (message) => parentPort?.postMessage(message);
/** Above 0 is below others: pages come first where processors are few. At 5 it still gets a quarter of a busy one. */
const NICENESS = 5;
/** On Linux a thread has a priority of its own, under a number that only its own eyes see; elsewhere nothing changes. */
const giveWay = () => {
    try {
        setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS);
    }
    catch {
        // Training takes its share of the machine as any other does.
    }
};
/** A file that lies here, or the same bytes made anew from the log: processes need not share a shelf. */
const modelOf = async ({ modelId, path, seed, position, warmFrom }, logId, prefixOf) => {
    try {
        return readModelFile(path);
    }
    catch (error) {
        if (!(error instanceof UnusableModel || (error instanceof Error && 'code' in error && error.code === 'ENOENT')))
            throw error;
    }
    say({ kind: 'progress', what: 'making a model anew whose file is not here' });
    const { history, erased } = await prefixOf(position);
    const provenance = { logId, position, seed, erased: hashOfErased(erased) };
    const parent = warmFrom && { modelId: warmFrom.modelId, model: await modelOf(warmFrom, logId, prefixOf) };
    const model = parent ? trainWarm(parent, history, provenance) : trainModel(history, provenance);
    if (modelIdOf(encodeModel(model, history.itemTexts)) !== modelId)
        throw new UnusableModel(`${path} cannot be used, and the log gives another model than it`);
    return model;
};
const rivalsOf = async (rivals, logId, prefixOf) => {
    if (!rivals)
        return { none: 'there is nothing to compare' };
    try {
        const champion = await modelOf(rivals.champion, logId, prefixOf);
        return { champion, challenger: await modelOf(rivals.challenger, logId, prefixOf) };
    }
    catch (error) {
        if (error instanceof UnusableModel || error instanceof RangeError)
            return { none: error.message };
        throw error;
    }
};
/** A model to go on from; undefined where it cannot be had, and a fit from nothing does as well. */
const parentOf = async (warmFrom, logId, prefixOf) => {
    try {
        return { modelId: warmFrom.modelId, model: await modelOf(warmFrom, logId, prefixOf) };
    }
    catch (error) {
        if (error instanceof UnusableModel || error instanceof RangeError)
            return undefined;
        throw error;
    }
};
/** What runs in the thread: reads the log, trains, compares, and hands over the bytes and the figures. */
const work = async () => {
    giveWay();
    const { eventStoreUrl, seed, rivals, warmFrom, upTo } = orderSchema.parse(workerData);
    const client = connectEventStore(eventStoreUrl);
    try {
        const shop = await findShop(client);
        if (!shop)
            throw new Error('no shop is open on this log');
        const logger = createLogger('recommender', 'warn');
        const prefixOf = (end) => readPrefix(client, logger, { upTo: end === undefined ? undefined : BigInt(end) });
        const known = await rivalsOf(rivals, shop.logId, prefixOf);
        const parent = warmFrom && (await parentOf(warmFrom, shop.logId, prefixOf));
        return trainAndCompare({ logId: shop.logId, prefix: await prefixOf(upTo), seed, parent }, known, (what) => {
            say({ kind: 'progress', what });
        });
    }
    finally {
        await client.dispose();
    }
};
try {
    say({ kind: 'done', result: await work() });
}
catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
//# sourceMappingURL=training-thread.js.map