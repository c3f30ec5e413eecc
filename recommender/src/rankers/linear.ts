import { FEATURES } from '../features/features.js';
import { shuffle, type Random } from '../features/random.js';
import { placesOf, weighFour } from './four-rows.js';
import type { List } from './lists.js';
import { listGradient, type ListGradient } from './softmax.js';
import { topHeavyGradient } from './top-heavy.js';

/** A weight per feature; the score of a product is their sum of products. */
export type Linear = { readonly weights: Float32Array };

const BATCH = 16;
const RATE = 0.02;
const SHARPEN = { epochs: 4, rate: 0.005, pull: 0 };
/** One look at small steps: see warm-start.ts for what larger ones cost. */
const REFIT = { epochs: 1, rate: 0.0005, pull: 0 };
const BETA = { first: 0.9, second: 0.999 };

/** @param count of rows; @param scores is filled */
const weigh = (weights: Float32Array | Float64Array, rows: Float32Array, count: number, scores: Float64Array): void => {
  for (let row = 0; row < count; row += 4) {
    placesOf(row, count, FEATURES, at);
    weighFour(0, weights, rows, at, sums);
    for (let of = 0; of < 4 && row + of < count; of++) scores[row + of] = sums[of] ?? 0;
  }
};
const at = new Int32Array(4);
const sums = new Float64Array(4);

export const scoreLinear = ({ weights }: Linear, rows: Float32Array, scores: Float64Array): void => {
  weigh(weights, rows, rows.length / FEATURES, scores);
};

type Climb = { readonly epochs: number; readonly rate: number; readonly pull: number };

/** Adam (Kingma and Ba, 2015) on batches of 16 lists, with a rate that falls to 0 and a pull towards 0. */
const climb = (
  begin: ArrayLike<number>,
  lists: readonly List[],
  { epochs, rate, pull }: Climb,
  random: Random,
  slopeOf: ListGradient,
): Linear => {
  const weights = Float64Array.from(begin);
  const first = new Float64Array(FEATURES);
  const second = new Float64Array(FEATURES);
  const slope = new Float64Array(FEATURES);
  const longest = lists.reduce((most, { taken }) => Math.max(most, taken.length), 0);
  const scores = new Float64Array(longest);
  const gradient = new Float64Array(longest);
  const order = Int32Array.from(lists, (_, at) => at);
  const steps = epochs * Math.ceil(lists.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.subarray(from, from + BATCH);
      slope.fill(0);
      for (const index of batch) {
        const list = lists[index];
        if (!list) continue;
        weigh(weights, list.rows, list.taken.length, scores);
        slopeOf(scores, list.taken, gradient);
        for (let row = 0; row < list.taken.length; row++) {
          const up = gradient[row] ?? 0;
          if (up === 0) continue;
          for (let feature = 0, at = row * FEATURES; feature < FEATURES; feature++, at++)
            slope[feature] = (slope[feature] ?? 0) + up * (list.rows[at] ?? 0);
        }
      }
      step++;
      const now = rate * (1 - (step - 1) / steps);
      for (let feature = 0; feature < FEATURES; feature++) {
        const up = (slope[feature] ?? 0) / batch.length - pull * (weights[feature] ?? 0);
        const f = BETA.first * (first[feature] ?? 0) + (1 - BETA.first) * up;
        const s = BETA.second * (second[feature] ?? 0) + (1 - BETA.second) * up * up;
        first[feature] = f;
        second[feature] = s;
        const corrected = f / (1 - BETA.first ** step) / (Math.sqrt(s / (1 - BETA.second ** step)) + 1e-8);
        weights[feature] = (weights[feature] ?? 0) + now * corrected;
      }
    }
  }
  return { weights: Float32Array.from(weights) };
};

/**
 * Fits by the likelihood of whole lists, from nothing.
 *
 * @param lists with scaled rows
 * @param pull weight decay per step, times the rate
 */
export const fitLinear = (lists: readonly List[], epochs: number, pull: number, random: Random): Linear =>
  climb(new Float64Array(FEATURES), lists, { epochs, rate: RATE, pull }, random, listGradient);

/**
 * Goes on from a fitted ranker for the sake of the first ten places alone. Few epochs at a small rate: nothing holds it
 * back but that it does not go far.
 */
export const sharpenLinear = ({ weights }: Linear, lists: readonly List[], random: Random): Linear =>
  climb(weights, lists, SHARPEN, random, topHeavyGradient);

/** A warm start: goes on with newer lists, for a moment, from a ranker that was fitted before. */
export const refitLinear = ({ weights }: Linear, lists: readonly List[], random: Random): Linear =>
  climb(weights, lists, REFIT, random, topHeavyGradient);
