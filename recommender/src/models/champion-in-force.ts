import type { EventStoreDBClient } from '@eventstore/db-client';
import { followLog, toRecorded, type Logger } from '@storefold/platform';
import { streamName } from '@storefold/contracts';
import type { TrainedModel } from '../training/trained-model.js';
import { isModelEvent } from './model-log.js';
import { evolveModels, neededModels, noModels, type ModelsState } from './models-decider.js';
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
export const followChampion = (
  client: EventStoreDBClient,
  shelf: ModelShelf,
  logger: Logger,
  nowMs: () => number = () => Date.now(),
): ChampionInForce => {
  const stop = new AbortController();
  let state = noModels;
  let champion: { readonly id: string; readonly model: TrainedModel } | undefined;
  let shadow: { readonly id: string; readonly model: TrainedModel } | undefined;
  let complaint: string | undefined;
  /** Models whose files could not be used, as told already: each event would tell it again. */
  const told = new Set<string>();
  const tellOnce = (model: string, tell: () => void): void => {
    if (!told.has(model)) tell();
    told.add(model);
  };
  let caughtUp: () => void = () => undefined;
  const known = new Promise<void>((resolve) => {
    caughtUp = resolve;
  });

  const load = (id: string) => ({ id, model: shelf.read(id) });
  const swap = (): void => {
    const { champion: wanted, challenger } = state;
    if (wanted !== undefined && wanted !== champion?.id) {
      try {
        champion = shadow?.id === wanted ? shadow : load(wanted);
        complaint = undefined;
        told.delete(wanted);
        logger.info({ model: wanted }, 'another model serves');
      } catch (error) {
        complaint = `the champion cannot be used, and ${champion ? 'the model before it' : 'none'} serves: ${error instanceof Error ? error.message : String(error)}`;
        const words = complaint;
        tellOnce(wanted, () => {
          logger.error({ err: error, model: wanted, serves: champion?.id ?? 'none' }, words);
        });
      }
    } else complaint = undefined;
    if (challenger !== shadow?.id) {
      try {
        shadow = challenger === undefined ? undefined : load(challenger);
      } catch (error) {
        shadow = undefined;
        tellOnce(challenger ?? 'none', () => {
          const what = 'the challenger cannot be used; nothing runs beside the champion';
          logger.warn({ err: error, model: challenger }, what);
        });
      }
    }
    const erased = wanted === undefined ? undefined : state.trained.get(wanted)?.erased;
    const forbidden = [...state.trained.values()].filter((model) => erased !== undefined && model.erased !== erased);
    const needed = [...neededModels(state), ...(champion ? [champion.id] : [])];
    shelf.tidy(needed, new Set(forbidden.map(({ modelId }) => modelId)), nowMs());
  };

  // History is folded first and its outcome loaded once: a model that was replaced long ago is no concern.
  let live = false;
  const settle = (): void => {
    try {
      swap();
    } catch (error) {
      logger.error({ err: error }, 'the shelf of models cannot be tidied');
    }
  };
  const following = followLog({
    ...{ client, from: undefined, streamPrefixes: [streamName('models', '')], signal: stop.signal, logger },
    onBatch: (entries) => {
      for (const event of entries.map(toRecorded)) if (isModelEvent(event)) state = evolveModels(state, event);
      if (live && entries.length > 0) settle();
      return Promise.resolve();
    },
    onCaughtUp: () => {
      live = true;
      settle();
      caughtUp();
    },
  }).catch((error: unknown) => {
    complaint = `following the models ended: ${error instanceof Error ? error.message : String(error)}`;
    logger.error({ err: error }, 'following the models ended; the champion stays until a restart');
  });

  return {
    champion: () => champion?.model,
    championId: () => champion?.id,
    shadow: () => shadow?.model,
    state: () => state,
    complaint: () => complaint,
    look: () => {
      if (live) settle();
    },
    known,
    close: async () => {
      stop.abort();
      await following;
    },
  };
};
