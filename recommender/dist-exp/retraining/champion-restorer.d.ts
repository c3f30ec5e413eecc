import type { Logger } from '@storefold/platform';
import type { ChampionInForce } from '../models/champion-in-force.js';
import { type ModelShelf } from '../models/model-shelf.js';
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
/**
 * Makes a champion anew whose file this process cannot read: the event of its training names position, seed and code, and
 * the same of these give the same bytes. So a shelf may be lost, and processes need not share one. Nothing is told to the
 * log: nothing happened but in this process.
 */
export declare class ChampionRestorer {
    #private;
    constructor(parts: RestorerParts, signal: AbortSignal);
    /** @returns whether something was made */
    restore(): Promise<boolean>;
}
//# sourceMappingURL=champion-restorer.d.ts.map