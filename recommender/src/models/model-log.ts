import {
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { modelsStream, type Actor, type EventMetadata, type ModelEvent, type ShopEvent } from '@storefold/contracts';
import { deriveId, toRecorded } from '@storefold/platform';
import {
  decideModels,
  evolveModels,
  noModels,
  type ModelsCommand,
  type ModelsDecision,
  type ModelsState,
} from './models-decider.js';

const types: ReadonlySet<string> = new Set<ModelEvent['type']>([
  ...(['ModelTrainingStarted', 'ModelTrainingWentOn', 'ModelTrainingFailed', 'ModelTrained'] as const),
  ...(['ChallengerComparedWithChampion', 'ModelPromoted', 'ModelRefused', 'ModelRolledBack'] as const),
]);
export const isModelEvent = (event: ShopEvent): event is ModelEvent => types.has(event.type);

/** What the log says of the models, and up to which event of their stream; -1 where there is none yet. */
export type ReadModels = { readonly state: ModelsState; readonly revision: bigint };

/** @param known what was read before: only what came since is read. @default nothing was */
export const readModels = async (
  client: Pick<EventStoreDBClient, 'readStream'>,
  known: ReadModels = { state: noModels, revision: -1n },
): Promise<ReadModels> => {
  let { state, revision } = known;
  try {
    for await (const { event } of client.readStream(modelsStream, { fromRevision: revision + 1n })) {
      if (!event) continue;
      const recorded = toRecorded(event);
      if (isModelEvent(recorded)) state = evolveModels(state, recorded);
      revision = event.revision;
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return { state, revision };
};

export type WhoDecides = {
  readonly actor: Actor;
  /** Names the command: the same again gives the same events. */
  readonly commandId: string;
  /** ISO 8601. */
  readonly at: string;
};

const TRIES = 10;

/**
 * Carries out a command on the stream of models: loads, decides, appends with the expected revision, and decides anew
 * where somebody else was faster.
 *
 * @param known what was read of the stream before
 * @returns the decision and the state after it
 */
export const decideInLog = async (
  client: EventStoreDBClient,
  command: ModelsCommand,
  { actor, commandId, at: occurredAt }: WhoDecides,
  known?: ReadModels,
): Promise<ModelsDecision & { readonly state: ModelsState }> => {
  for (let tries = 1; ; tries++) {
    const { state, revision } = await readModels(client, known);
    const decision = decideModels(command, state);
    if ('refusal' in decision || decision.events.length === 0) return { ...decision, state };
    const metadata: EventMetadata = {
      ...{ $correlationId: commandId, $causationId: commandId, commandId, actor, occurredAt },
      ...{ origin: 'live', schemaVersion: 1 },
    };
    const events = decision.events.map((event, index) =>
      jsonEvent({
        id: deriveId('models', commandId, event.type, index.toString()),
        ...event,
        metadata: { ...metadata },
      }),
    );
    try {
      await client.appendToStream(modelsStream, events, { expectedRevision: revision < 0n ? NO_STREAM : revision });
      return { ...decision, state: decision.events.reduce(evolveModels, state) };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError) || tries >= TRIES) throw error;
    }
  }
};
