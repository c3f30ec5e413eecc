import { followLog, toRecorded } from '@storefold/platform';
import { streamName } from '@storefold/contracts';
import { isModelEvent } from './model-log.js';
import { evolveModels, neededModels, noModels } from './models-decider.js';
/**
 * Follows the stream of models, and swaps champion and challenger as it says, without a restart. A file that is damaged, of
 * other code or not there is told in the service's log, and the model that served goes on.
 *
 * @param nowMs the clock, for tidying the shelf only
 */
export const followChampion = (client, shelf, logger, nowMs = () => Date.now()) => {
    const stop = new AbortController();
    let state = noModels;
    let champion;
    let shadow;
    let complaint;
    /** Models whose files could not be used, as told already: each event would tell it again. */
    const told = new Set();
    const tellOnce = (model, tell) => {
        if (!told.has(model))
            tell();
        told.add(model);
    };
    let caughtUp = () => undefined;
    const known = new Promise((resolve) => {
        caughtUp = resolve;
    });
    const load = (id) => ({ id, model: shelf.read(id) });
    const swap = () => {
        const { champion: wanted, challenger } = state;
        if (wanted !== undefined && wanted !== champion?.id) {
            try {
                champion = shadow?.id === wanted ? shadow : load(wanted);
                complaint = undefined;
                told.delete(wanted);
                logger.info({ model: wanted }, 'another model serves');
            }
            catch (error) {
                complaint = `the champion cannot be used, and ${champion ? 'the model before it' : 'none'} serves: ${error instanceof Error ? error.message : String(error)}`;
                const words = complaint;
                tellOnce(wanted, () => {
                    logger.error({ err: error, model: wanted, serves: champion?.id ?? 'none' }, words);
                });
            }
        }
        else
            complaint = undefined;
        if (challenger !== shadow?.id) {
            try {
                shadow = challenger === undefined ? undefined : load(challenger);
            }
            catch (error) {
                shadow = undefined;
                tellOnce(challenger ?? 'none', () => {
                    const what = 'the challenger cannot be used; nothing runs beside the champion';
                    logger.warn({ err: error, model: challenger }, what);
                });
            }
        }
        const erased = wanted === undefined ? undefined : state.trained.get(wanted)?.erased;
        const forbidden = [...state.trained.values()].filter((model) => erased !== undefined && model.erased !== erased);
        const needed = [...neededModels(state), ...(champion ? [champion.id] : [])];
        shelf.tidy(needed, new Set(forbidden.map(({ modelId }) => modelId)), nowMs());
    };
    // History is folded first and its outcome loaded once: a model that was replaced long ago is no concern.
    let live = false;
    const settle = () => {
        try {
            swap();
        }
        catch (error) {
            logger.error({ err: error }, 'the shelf of models cannot be tidied');
        }
    };
    const following = followLog({
        ...{ client, from: undefined, streamPrefixes: [streamName('models', '')], signal: stop.signal, logger },
        onBatch: (entries) => {
            for (const event of entries.map(toRecorded))
                if (isModelEvent(event))
                    state = evolveModels(state, event);
            if (live && entries.length > 0)
                settle();
            return Promise.resolve();
        },
        onCaughtUp: () => {
            live = true;
            settle();
            caughtUp();
        },
    }).catch((error) => {
        complaint = `following the models ended: ${error instanceof Error ? error.message : String(error)}`;
        logger.error({ err: error }, 'following the models ended; the champion stays until a restart');
    });
    return {
        champion: () => champion?.model,
        championId: () => champion?.id,
        shadow: () => shadow?.model,
        state: () => state,
        complaint: () => complaint,
        look: () => {
            if (live)
                settle();
        },
        known,
        close: async () => {
            stop.abort();
            await following;
        },
    };
};
//# sourceMappingURL=champion-in-force.js.map