import { type EventStoreDBClient } from '@eventstore/db-client';
import { type Actor, type ModelEvent, type ShopEvent } from '@storefold/contracts';
import { type ModelsCommand, type ModelsDecision, type ModelsState } from './models-decider.js';
export declare const isModelEvent: (event: ShopEvent) => event is ModelEvent;
/** What the log says of the models, and up to which event of their stream; -1 where there is none yet. */
export type ReadModels = {
    readonly state: ModelsState;
    readonly revision: bigint;
};
/** @param known what was read before: only what came since is read. @default nothing was */
export declare const readModels: (client: Pick<EventStoreDBClient, "readStream">, known?: ReadModels) => Promise<ReadModels>;
export type WhoDecides = {
    readonly actor: Actor;
    /** Names the command: the same again gives the same events. */
    readonly commandId: string;
    /** ISO 8601. */
    readonly at: string;
};
/**
 * Carries out a command on the stream of models: loads, decides, appends with the expected revision, and decides anew
 * where somebody else was faster.
 *
 * @param known what was read of the stream before
 * @returns the decision and the state after it
 */
export declare const decideInLog: (client: EventStoreDBClient, command: ModelsCommand, { actor, commandId, at: occurredAt }: WhoDecides, known?: ReadModels) => Promise<ModelsDecision & {
    readonly state: ModelsState;
}>;
//# sourceMappingURL=model-log.d.ts.map