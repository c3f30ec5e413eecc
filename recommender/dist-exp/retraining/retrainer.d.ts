import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Actor } from '@storefold/contracts';
import type { Logger } from '@storefold/platform';
import type { ChampionInForce } from '../models/champion-in-force.js';
import type { ModelShelf } from '../models/model-shelf.js';
import type { RetrainingSettings } from './retraining-config.js';
import type { ShadowWatch } from './shadow-watch.js';
import type { Trade } from './trade.js';
import type { TrainingJob } from './training-job.js';
/** How a training ended, for counting: a model was promoted or refused by it, or one was trained and no more. */
export declare const outcomes: readonly ["promoted", "refused", "trained", "failed", "too-late"];
export type Outcome = (typeof outcomes)[number];
export type RetrainerParts = {
    readonly client: EventStoreDBClient;
    readonly eventStoreUrl: string;
    readonly shelf: ModelShelf;
    readonly inForce: Pick<ChampionInForce, 'state' | 'championId' | 'look'>;
    readonly trade: Trade;
    /** Whether history is folded, so that `trade` and `inForce` say how things are. */
    readonly ready: () => boolean;
    readonly settings: RetrainingSettings;
    readonly job: TrainingJob;
    readonly now: () => Date;
    readonly logger: Logger;
    readonly ended: (outcome: Outcome) => void;
};
export type RetrainingStatus = {
    /** Why no training begins now; undefined while one is begun. */
    readonly waitsFor: string | undefined;
    /** What the training in this process does; undefined where none runs here. */
    readonly progress: string | undefined;
    readonly ordersSince: number;
    readonly drift: number | undefined;
};
export type Asked = {
    readonly trainingId: string;
} | {
    readonly refusal: string;
    readonly detail: string;
};
/**
 * Trains when it is time to (see `when-to-train.ts`), in a thread, and tells the log what came of it. Of several processes
 * one trains: a training is claimed in the log, by whoever is first, for a short while that is told anew as long as it goes
 * on. A process that is killed leaves its claim behind; who has heard nothing for that while says so, and trains anew.
 */
export declare class Retrainer {
    #private;
    constructor(parts: RetrainerParts);
    /** A new model that answers beside the champion before it is judged. */
    get shadow(): ShadowWatch | undefined;
    status(): RetrainingStatus;
    /** Trains because somebody asks for it: at once, whatever the rules say, but for the least to learn from. */
    ask(actor: Actor): Promise<Asked>;
    close(): Promise<void>;
}
//# sourceMappingURL=retrainer.d.ts.map