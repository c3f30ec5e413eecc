import { setTimeout as sleep } from 'node:timers/promises';
import { decodeModel } from '../training/model-file.js';
import { TrainingFailed } from '../training/thread.js';
import { CODE_VERSION } from '../training/trained-model.js';
import { ShadowWatch } from './shadow-watch.js';
import { modelToGoOnFrom } from './how-to-train.js';
import { namedModel } from './named-model.js';
/** The same log, seed and code give the same model: another seed would make another one for no reason. */
export const SEED = 1;
/** What an event may hold of a reason. */
const LONGEST_REASON = 1_000;
/** Whom the log has wait for judgement, and against whom; undefined where this code cannot judge them. */
export const rivalsIn = ({ champion, awaiting, trained }, shelf) => {
    const named = (id) => {
        const known = trained.get(id ?? '');
        return known?.codeVersion === CODE_VERSION ? namedModel(known, trained, shelf) : undefined;
    };
    const [one, other] = [named(champion), named(awaiting)];
    return one && other ? { champion: one, challenger: other } : undefined;
};
const watchShadow = async (trained, { settings, signal, watch, onProgress }) => {
    if (settings.shadowMs === 0)
        return undefined;
    const shadow = new ShadowWatch(decodeModel(trained.bytes));
    onProgress('answering beside the champion');
    watch(shadow);
    try {
        await sleep(settings.shadowMs, undefined, { signal });
    }
    catch {
        throw new TrainingFailed('the training was stopped while the new model answered beside the champion');
    }
    finally {
        watch(undefined);
    }
    if (shadow.fault !== undefined)
        throw new TrainingFailed(`the new model failed while it answered beside the champion: ${shadow.fault}`);
    return shadow;
};
/**
 * One training, from the log to what is to be told of it. Never fails: what goes wrong is told, too.
 *
 * @param models what the log says as the training begins
 * @returns the command that ends the training in the log
 */
export const runTraining = async ({ trainingId, cause }, models, parts) => {
    const { eventStoreUrl, shelf, settings, job, signal, onProgress, now } = parts;
    try {
        const { timeoutMs, memoryMb } = settings;
        // The model without an erased customer serves whatever anybody's figures are, and hurries.
        const rivals = cause === 'erasure' ? undefined : rivalsIn(models, shelf);
        const parent = modelToGoOnFrom(cause, models, { nowMs: now().getTime(), wholeMs: settings.wholeMs }, CODE_VERSION);
        const warmFrom = parent && namedModel(parent, models.trained, shelf);
        const order = { eventStoreUrl, seed: SEED, rivals, warmFrom, upTo: undefined };
        const trained = await job(order, { timeoutMs, memoryMb, signal }, onProgress);
        const modelId = shelf.put(trained.bytes);
        const { champion } = models;
        const waits = champion !== undefined && champion !== modelId && cause !== 'erasure';
        const shadow = waits ? await watchShadow(trained, parts) : undefined;
        const { comparison } = trained;
        return {
            type: 'ReportModel',
            model: {
                ...trained.figures,
                ...{ modelId, trainingId, cause, bytes: trained.bytes.length, trainedAt: now().toISOString() },
                ...(shadow ? { shadow: shadow.figures } : {}),
            },
            comparison: 'none' in comparison || !rivals
                ? { none: 'none' in comparison ? comparison.none : 'there is nothing to compare' }
                : { ...comparison, modelId: rivals.challenger.modelId, championId: rivals.champion.modelId },
        };
    }
    catch (error) {
        const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
        return {
            type: 'GiveUpTraining',
            trainingId,
            reason: reason || 'no reason was given',
            failedAt: now().toISOString(),
        };
    }
};
//# sourceMappingURL=training-run.js.map