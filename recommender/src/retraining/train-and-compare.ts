import { compareModels, heldBack, unseenWindow } from '../evaluation/compare-models.js';
import { basketCount, type History } from '../history/history.js';
import type { LogPrefix } from '../history/log-history.js';
import type { Trained } from '../models/models-decider.js';
import type { Compared } from '../models/verdict.js';
import { encodeModel } from '../training/model-file.js';
import { hashOfErased, trainModel, type Provenance, type TrainedModel } from '../training/trained-model.js';

/** What a training says of its model; its name and its moment are for whoever puts it on the shelf. */
export type TrainedFigures = Omit<Trained, 'modelId' | 'trainingId' | 'cause' | 'bytes' | 'shadow' | 'trainedAt'>;

export type TrainedAndCompared = {
  /** Of a model file. */
  readonly bytes: Uint8Array;
  readonly figures: TrainedFigures;
  /** Against the champion, or why there is none. */
  readonly comparison: Omit<Compared, 'modelId' | 'championId'> | { readonly none: string };
};

/** The champion, or why it cannot be compared with. */
export type Opponent = { readonly model: TrainedModel } | { readonly none: string };

const DAY_MS = 86_400_000;
const instantOf = (days: number): string => new Date(Math.round(days * DAY_MS)).toISOString();

/**
 * Judges by a twin: the same code and seed, trained on what happened before the window that neither has seen. That it is
 * not worse is known of the twin; the model that may serve knows the window, too.
 */
const compareTwin = (
  champion: TrainedModel,
  history: History,
  provenance: Omit<Provenance, 'codeVersion'>,
  onProgress: (what: string) => void,
): TrainedAndCompared['comparison'] => {
  const window = unseenWindow(history, champion.snapshot.now);
  if (!window) return { none: 'fewer than 20 customers with a past ordered since the champion was trained' };
  let twin: TrainedModel;
  try {
    twin = trainModel(heldBack(history, window.from), provenance, (what) => {
      onProgress(`the twin that is judged: ${what}`);
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { none: 'what happened before the window that the champion has not seen is too short to learn from' };
  }
  onProgress('comparing with the champion');
  const { from, to, ...figures } = compareModels(champion, twin, history, window);
  return { from: instantOf(from), to: instantOf(to), ...figures };
};

/**
 * Trains on a prefix of the log and compares with the champion on orders that neither has seen. Pure: the same prefix, seed
 * and champion give the same bytes and figures.
 *
 * @throws RangeError when the history is too short to learn from
 */
export const trainAndCompare = (
  { logId, prefix, seed }: { readonly logId: string; readonly prefix: LogPrefix; readonly seed: number },
  opponent: Opponent,
  onProgress: (what: string) => void = () => undefined,
): TrainedAndCompared => {
  const { history, position = 0n, erased } = prefix;
  const provenance = { logId, position: position.toString(), seed, erased: hashOfErased(erased) };
  const model = trainModel(history, provenance, onProgress);
  const ndcg10 = {
    all: model.validation.all[model.champion.all],
    new: model.validation.new[model.champion.new],
  };
  return {
    bytes: encodeModel(model, history.itemTexts),
    figures: {
      ...model.provenance,
      ...{ orders: basketCount(history), products: history.itemNames.length, ndcg10 },
    },
    comparison: 'none' in opponent ? opponent : compareTwin(opponent.model, history, provenance, onProgress),
  };
};
