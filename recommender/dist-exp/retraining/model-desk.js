import { followChampion } from '../models/champion-in-force.js';
import { decideInLog } from '../models/model-log.js';
import { ModelShelf } from '../models/model-shelf.js';
import { observeTrainings } from './retraining-metrics.js';
import { retrainingSettings } from './retraining-config.js';
import { Retrainer } from './retrainer.js';
import { Trade } from './trade.js';
const OFF = {
    refusal: 'training-is-off',
    detail: 'Nothing trains here: RECOMMENDER_TRAIN is off. Set it to on and start the service again.',
};
const openShelf = (folder) => {
    try {
        return new ModelShelf(folder);
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`RECOMMENDER_MODELS_DIR: ${folder} is no folder that can be written (${why})`, { cause: error });
    }
};
/**
 * @returns undefined where no shelf of models is named
 * @throws Error when the shelf cannot be made, naming the variable
 */
export const startModelDesk = (parts) => {
    const { config, client, job, now, logger, metrics, folded } = parts;
    const { RECOMMENDER_MODELS_DIR: folder, EVENT_STORE_URL: eventStoreUrl } = config;
    if (folder === undefined)
        return undefined;
    const shelf = openShelf(folder);
    const inForce = followChampion(client, shelf, logger, () => now().getTime());
    let known = false;
    void inForce.known.then(() => {
        known = true;
    });
    const settings = retrainingSettings(config);
    const trade = settings && new Trade(settings.fewest);
    const observe = observeTrainings(metrics, { state: inForce.state, training: () => retrainer?.status(), now });
    const retrainer = settings &&
        trade &&
        new Retrainer({
            ...{ client, eventStoreUrl, shelf, inForce, trade, settings, job, now, logger, ended: observe },
            ready: () => known && folded(),
        });
    return {
        models: {
            champion: inForce.champion,
            championId: inForce.championId,
            shadow: () => retrainer?.shadow?.model ?? inForce.shadow(),
        },
        state: inForce.state,
        complaint: inForce.complaint,
        training: () => retrainer?.status(),
        train: (actor) => retrainer?.ask(actor) ?? Promise.resolve(OFF),
        decide: (command, actor, commandId) => decideInLog(client, command, { actor, commandId, at: now().toISOString() }),
        apply: (events) => trade?.apply(events),
        observing: (observer) => ({
            ...observer,
            passed: (step, why, error) => {
                observer.passed(step, why, error);
                if (step === 'shadow' && why === 'fault')
                    retrainer?.shadow?.failed(error);
            },
            compared: (share) => {
                observer.compared(share);
                retrainer?.shadow?.compared(share);
            },
        }),
        close: async () => {
            await retrainer?.close();
            await inForce.close();
        },
    };
};
//# sourceMappingURL=model-desk.js.map