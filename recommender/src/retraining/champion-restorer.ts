import type { Logger } from '@storefold/platform';
import type { ChampionInForce } from '../models/champion-in-force.js';
import { modelIdOf, type ModelShelf } from '../models/model-shelf.js';
import { CODE_VERSION } from '../training/trained-model.js';
import { namedModel } from './named-model.js';
import type { RetrainingSettings } from './retraining-config.js';
import type { Trade } from './trade.js';
import type { TrainingJob } from './training-job.js';

export type RestorerParts = {
  readonly inForce: Pick<ChampionInForce, 'state' | 'championId' | 'look'>;
  readonly trade: Pick<Trade, 'erased'>;
  readonly shelf: Pick<ModelShelf, 'put' | 'pathOf'>;
  readonly job: TrainingJob;
  readonly settings: Pick<RetrainingSettings, 'timeoutMs' | 'memoryMb'>;
  readonly eventStoreUrl: string;
  readonly logger: Logger;
};

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Makes a champion anew whose file this process cannot read: the event of its training names position, seed and code, and
 * the same of these give the same bytes. So a shelf may be lost, and processes need not share one. Nothing is told to the
 * log: nothing happened but in this process.
 */
export class ChampionRestorer {
  readonly #parts: RestorerParts;
  readonly #signal: AbortSignal;
  #pauseMs = FIRST_PAUSE_MS;
  #notBefore = 0;

  constructor(parts: RestorerParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** @returns whether something was made */
  async restore(): Promise<boolean> {
    const { inForce, trade, shelf, job, settings, eventStoreUrl, logger } = this.#parts;
    const { champion, trained } = inForce.state();
    const known = champion === undefined ? undefined : trained.get(champion);
    if (!known || inForce.championId() === champion || performance.now() < this.#notBefore) return false;
    // Of other code, or with somebody in it who is erased since: a new one is trained instead.
    if (known.codeVersion !== CODE_VERSION || known.erased !== trade.erased) return false;
    this.#notBefore = performance.now() + this.#pauseMs;
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    const { modelId, seed, position } = known;
    logger.info({ model: modelId, position }, 'the champion is not on the shelf; it is made anew');
    try {
      const { timeoutMs, memoryMb } = settings;
      const { warmFrom } = namedModel(known, trained, shelf);
      if (known.warmFrom !== undefined && !warmFrom) return false;
      const order = { eventStoreUrl, seed, rivals: undefined, warmFrom, upTo: position };
      const { bytes } = await job(order, { timeoutMs, memoryMb, signal: this.#signal });
      if (modelIdOf(bytes) !== modelId) {
        logger.error({ model: modelId, made: modelIdOf(bytes) }, 'the same log, seed and code gave another model');
        return false;
      }
      shelf.put(bytes);
      inForce.look();
      return true;
    } catch (error) {
      logger.warn({ err: error, model: modelId }, 'the champion could not be made anew');
      return false;
    }
  }
}
