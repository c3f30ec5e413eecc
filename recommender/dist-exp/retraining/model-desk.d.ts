import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Actor, Recorded } from '@storefold/contracts';
import type { Logger } from '@storefold/platform';
import type { Registry } from 'prom-client';
import type { z } from 'zod';
import { decideInLog } from '../models/model-log.js';
import type { ModelsCommand, ModelsState } from '../models/models-decider.js';
import type { Models, Observer } from '../serving/serving.js';
import { type retrainingEnvironment } from './retraining-config.js';
import { type Asked, type RetrainingStatus } from './retrainer.js';
import type { TrainingJob } from './training-job.js';
export type DeskParts = {
    readonly config: z.infer<z.ZodObject<typeof retrainingEnvironment>> & {
        readonly EVENT_STORE_URL: string;
        readonly RECOMMENDER_MODELS_DIR?: string | undefined;
    };
    readonly client: EventStoreDBClient;
    readonly job: TrainingJob;
    readonly now: () => Date;
    readonly logger: Logger;
    readonly metrics: Registry;
    /** Whether all history was given to `apply`. */
    readonly folded: () => boolean;
};
/** What an operator does with models, and what serves and pages are told of. */
export type ModelDesk = {
    readonly models: Models;
    readonly state: () => ModelsState;
    /** What is wrong with the champion's file; undefined when it serves. */
    readonly complaint: () => string | undefined;
    /** Undefined where nothing trains by itself. */
    readonly training: () => RetrainingStatus | undefined;
    readonly train: (actor: Actor) => Promise<Asked>;
    readonly decide: (command: ModelsCommand, actor: Actor, commandId: string) => ReturnType<typeof decideInLog>;
    /** Folds events in log order. */
    readonly apply: (events: readonly Recorded[]) => void;
    /** Has what a shadow says counted for the training that it belongs to, too. */
    readonly observing: (observer: Observer) => Observer;
    readonly close: () => Promise<void>;
};
/**
 * @returns undefined where no shelf of models is named
 * @throws Error when the shelf cannot be made, naming the variable
 */
export declare const startModelDesk: (parts: DeskParts) => ModelDesk | undefined;
//# sourceMappingURL=model-desk.d.ts.map