import { modelIdOf } from '../models/model-shelf.js';
import { CODE_VERSION } from '../training/trained-model.js';
import { namedModel } from './named-model.js';
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/**
 * Makes a champion anew whose file this process cannot read: the event of its training names position, seed and code, and
 * the same of these give the same bytes. So a shelf may be lost, and processes need not share one. Nothing is told to the
 * log: nothing happened but in this process.
 */
export class ChampionRestorer {
    #parts;
    #signal;
    #pauseMs = FIRST_PAUSE_MS;
    #notBefore = 0;
    constructor(parts, signal) {
        this.#parts = parts;
        this.#signal = signal;
    }
    /** @returns whether something was made */
    async restore() {
        const { inForce, trade, shelf, job, settings, eventStoreUrl, logger } = this.#parts;
        const { champion, trained } = inForce.state();
        const known = champion === undefined ? undefined : trained.get(champion);
        if (!known || inForce.championId() === champion || performance.now() < this.#notBefore)
            return false;
        // Of other code, or with somebody in it who is erased since: a new one is trained instead.
        if (known.codeVersion !== CODE_VERSION || known.erased !== trade.erased)
            return false;
        this.#notBefore = performance.now() + this.#pauseMs;
        this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
        const { modelId, seed, position } = known;
        logger.info({ model: modelId, position }, 'the champion is not on the shelf; it is made anew');
        try {
            const { timeoutMs, memoryMb } = settings;
            const { warmFrom } = namedModel(known, trained, shelf);
            if (known.warmFrom !== undefined && !warmFrom)
                return false;
            const order = { eventStoreUrl, seed, rivals: undefined, warmFrom, upTo: position };
            const { bytes } = await job(order, { timeoutMs, memoryMb, signal: this.#signal });
            if (modelIdOf(bytes) !== modelId) {
                logger.error({ model: modelId, made: modelIdOf(bytes) }, 'the same log, seed and code gave another model');
                return false;
            }
            shelf.put(bytes);
            inForce.look();
            return true;
        }
        catch (error) {
            logger.warn({ err: error, model: modelId }, 'the champion could not be made anew');
            return false;
        }
    }
}
//# sourceMappingURL=champion-restorer.js.map