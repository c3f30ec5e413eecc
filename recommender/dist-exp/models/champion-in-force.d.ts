import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Logger } from '@storefold/platform';
import type { TrainedModel } from '../training/trained-model.js';
import { type ModelsState } from './models-decider.js';
import type { ModelShelf } from './model-shelf.js';
/** The models that the log says are in force, as far as their files can be read. */
export type ChampionInForce = {
    /** Serves; undefined before the first one. Where the champion's file cannot be read, the one that served before it. */
    readonly champion: () => TrainedModel | undefined;
    /** Name of the model that `champion` answers. */
    readonly championId: () => string | undefined;
    /** The newest model that does not serve, to run beside; undefined where there is none. */
    readonly shadow: () => TrainedModel | undefined;
    readonly state: () => ModelsState;
    /** What is wrong with the file of the champion that the log names; undefined when that one serves. */
    readonly complaint: () => string | undefined;
    /** Looks at the shelf again: a file may lie there that did not. */
    readonly look: () => void;
    /** Resolves when what the log held at the start was taken in. */
    readonly known: Promise<void>;
    readonly close: () => Promise<void>;
};
/**
 * Follows the stream of models, and swaps champion and challenger as it says, without a restart. A file that is damaged, of
 * other code or not there is told in the service's log, and the model that served goes on.
 *
 * @param nowMs the clock, for tidying the shelf only
 */
export declare const followChampion: (client: EventStoreDBClient, shelf: ModelShelf, logger: Logger, nowMs?: () => number) => ChampionInForce;
//# sourceMappingURL=champion-in-force.d.ts.map