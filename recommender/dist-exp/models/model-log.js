import { jsonEvent, NO_STREAM, StreamNotFoundError, WrongExpectedVersionError, } from '@eventstore/db-client';
import { modelsStream } from '@storefold/contracts';
import { deriveId, toRecorded } from '@storefold/platform';
import { decideModels, evolveModels, noModels, } from './models-decider.js';
const types = new Set([
    ...['ModelTrainingStarted', 'ModelTrainingWentOn', 'ModelTrainingFailed', 'ModelTrained'],
    ...['ChallengerComparedWithChampion', 'ModelPromoted', 'ModelRefused', 'ModelRolledBack'],
]);
export const isModelEvent = (event) => types.has(event.type);
/** @param known what was read before: only what came since is read. @default nothing was */
export const readModels = async (client, known = { state: noModels, revision: -1n }) => {
    let { state, revision } = known;
    try {
        for await (const { event } of client.readStream(modelsStream, { fromRevision: revision + 1n })) {
            if (!event)
                continue;
            const recorded = toRecorded(event);
            if (isModelEvent(recorded))
                state = evolveModels(state, recorded);
            revision = event.revision;
        }
    }
    catch (error) {
        if (!(error instanceof StreamNotFoundError))
            throw error;
    }
    return { state, revision };
};
const TRIES = 10;
/**
 * Carries out a command on the stream of models: loads, decides, appends with the expected revision, and decides anew
 * where somebody else was faster.
 *
 * @param known what was read of the stream before
 * @returns the decision and the state after it
 */
export const decideInLog = async (client, command, { actor, commandId, at: occurredAt }, known) => {
    for (let tries = 1;; tries++) {
        const { state, revision } = await readModels(client, known);
        const decision = decideModels(command, state);
        if ('refusal' in decision || decision.events.length === 0)
            return { ...decision, state };
        const metadata = {
            ...{ $correlationId: commandId, $causationId: commandId, commandId, actor, occurredAt },
            ...{ origin: 'live', schemaVersion: 1 },
        };
        const events = decision.events.map((event, index) => jsonEvent({
            id: deriveId('models', commandId, event.type, index.toString()),
            ...event,
            metadata: { ...metadata },
        }));
        try {
            await client.appendToStream(modelsStream, events, { expectedRevision: revision < 0n ? NO_STREAM : revision });
            return { ...decision, state: decision.events.reduce(evolveModels, state) };
        }
        catch (error) {
            if (!(error instanceof WrongExpectedVersionError) || tries >= TRIES)
                throw error;
        }
    }
};
//# sourceMappingURL=model-log.js.map