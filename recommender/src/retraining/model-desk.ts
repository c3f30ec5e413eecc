import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Actor, Recorded } from '@storefold/contracts';
import type { Logger } from '@storefold/platform';
import type { Registry } from 'prom-client';
import type { z } from 'zod';
import { followChampion, type ChampionInForce } from '../models/champion-in-force.js';
import { decideInLog } from '../models/model-log.js';
import { ModelShelf } from '../models/model-shelf.js';
import type { ModelsCommand, ModelsState } from '../models/models-decider.js';
import type { Models, Observer } from '../serving/serving.js';
import { observeTrainings } from './retraining-metrics.js';
import { retrainingSettings, type retrainingEnvironment } from './retraining-config.js';
import { Retrainer, type Asked, type RetrainingStatus } from './retrainer.js';
import { Trade } from './trade.js';
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

const OFF = {
  refusal: 'training-is-off',
  detail: 'Nothing trains here: RECOMMENDER_TRAIN is off. Set it to on and start the service again.',
} as const;

const openShelf = (folder: string): ModelShelf => {
  try {
    return new ModelShelf(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`RECOMMENDER_MODELS_DIR: ${folder} is no folder that can be written (${why})`, { cause: error });
  }
};

/**
 * @returns undefined where no shelf of models is named
 * @throws Error when the shelf cannot be made, naming the variable
 */
export const startModelDesk = (parts: DeskParts): ModelDesk | undefined => {
  const { config, client, job, now, logger, metrics, folded } = parts;
  const { RECOMMENDER_MODELS_DIR: folder, EVENT_STORE_URL: eventStoreUrl } = config;
  if (folder === undefined) return undefined;
  const shelf = openShelf(folder);
  const inForce: ChampionInForce = followChampion(client, shelf, logger, () => now().getTime());
  let known = false;
  void inForce.known.then(() => {
    known = true;
  });
  const settings = retrainingSettings(config);
  const trade = settings && new Trade(settings.fewest);
  const observe = observeTrainings(metrics, { state: inForce.state, training: () => retrainer?.status(), now });
  const retrainer =
    settings &&
    trade &&
    new Retrainer({
      ...{ client, eventStoreUrl, shelf, inForce, trade, settings, job, now, logger, ended: observe },
      ready: () => known && folded(),
    });
  return {
    models: {
      champion: inForce.champion,
      championId: inForce.championId,
      shadow: () => retrainer?.shadow?.model ?? inForce.shadow(),
    },
    state: inForce.state,
    complaint: inForce.complaint,
    training: () => retrainer?.status(),
    train: (actor) => retrainer?.ask(actor) ?? Promise.resolve(OFF),
    decide: (command, actor, commandId) => decideInLog(client, command, { actor, commandId, at: now().toISOString() }),
    apply: (events) => trade?.apply(events),
    observing: (observer) => ({
      ...observer,
      passed: (step, why, error, correlationId) => {
        observer.passed(step, why, error, correlationId);
        if (step === 'shadow' && why === 'fault') retrainer?.shadow?.failed(error);
      },
      compared: (share) => {
        observer.compared(share);
        retrainer?.shadow?.compared(share);
      },
    }),
    close: async () => {
      await retrainer?.close();
      await inForce.close();
    },
  };
};
