import { compareModels, unseenWindow } from '../evaluation/compare-models.js';
import { basketCount, type History } from '../history/history.js';
import type { LogPrefix } from '../history/log-history.js';
import type { Trained } from '../models/models-decider.js';
import type { Compared } from '../models/verdict.js';
import { encodeModel } from '../training/model-file.js';
import { hashOfErased, trainModel, type TrainedModel } from '../training/trained-model.js';
import { trainWarm, type Parent } from '../training/warm-start.js';

/** What a training says of its model; its name and its moment are for whoever puts it on the shelf. */
export type TrainedFigures = Omit<Trained, 'modelId' | 'trainingId' | 'cause' | 'bytes' | 'shadow' | 'trainedAt'>;

export type TrainedAndCompared = {
  /** Of a model file. */
  readonly bytes: Uint8Array;
  readonly figures: TrainedFigures;
  /** Of the challenger of before with the champion, or why there is none. */
  readonly comparison: Omit<Compared, 'modelId' | 'championId'> | { readonly none: string };
};

/** A champion and the challenger that awaits its judgement, or why there is nothing to compare. */
export type Rivals = { readonly champion: TrainedModel; readonly challenger: TrainedModel } | { readonly none: string };

const DAY_MS = 86_400_000;
const instantOf = (days: number): string => new Date(Math.round(days * DAY_MS)).toISOString();

/** Judges two models as they serve, by orders that came after both: neither has seen them, and nothing stands for anything else. */
const compareRivals = (rivals: Rivals, history: History): TrainedAndCompared['comparison'] => {
  if ('none' in rivals) return rivals;
  const { champion, challenger } = rivals;
  const window = unseenWindow(history, Math.max(champion.snapshot.now, challenger.snapshot.now));
  if (!window) return { none: 'fewer than 20 customers with a past ordered since it was trained' };
  const { from, to, ...figures } = compareModels(champion, challenger, history, window);
  return { from: instantOf(from), to: instantOf(to), ...figures };
};

type Order = {
  readonly logId: string;
  readonly prefix: LogPrefix;
  readonly seed: number;
  /** To go on from, if nobody was erased since. @default fitted from nothing */
  readonly parent?: Parent | undefined;
};

/**
 * Judges the challenger of before by the newest orders of a prefix of the log, and trains the next one on all of it. Pure: the
 * same prefix, seed, parent and rivals give the same bytes and figures.
 *
 * @throws RangeError when the history is too short to learn from
 */
export const trainAndCompare = (
  { logId, prefix, seed, parent }: Order,
  rivals: Rivals,
  onProgress: (what: string) => void = () => undefined,
): TrainedAndCompared => {
  const { history, position = 0n, erased } = prefix;
  const provenance = { logId, position: position.toString(), seed, erased: hashOfErased(erased) };
  onProgress('comparing the challenger with the champion');
  const comparison = compareRivals(rivals, history);
  // Whoever was erased since must be out of what it went on from, too.
  const warm = parent?.model.provenance.erased === provenance.erased ? parent : undefined;
  const model = warm ? trainWarm(warm, history, provenance, onProgress) : trainModel(history, provenance, onProgress);
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
    comparison,
  };
};
