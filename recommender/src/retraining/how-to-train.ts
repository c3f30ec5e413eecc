import type { TrainingCause } from '@storefold/contracts';
import type { ModelsState, Trained } from '../models/models-decider.js';

/** Causes that say nothing against what the rankers learned: there is merely more to learn from. */
const MORE_OF_THE_SAME: readonly TrainingCause[] = ['orders', 'schedule'];

/**
 * The model whose rankers a training goes on from: the champion, or the one that it went on from itself; undefined where
 * the next model is to be fitted from nothing, as it is when that was last done `wholeMs` ago, for drift, for an erasure, and
 * when somebody asks. Pure.
 *
 * @param nowMs milliseconds since 1970
 * @param codeVersion of this code
 */
export const modelToGoOnFrom = (
  cause: TrainingCause,
  { champion, trained }: Pick<ModelsState, 'champion' | 'trained'>,
  { nowMs, wholeMs }: { readonly nowMs: number; readonly wholeMs: number },
  codeVersion: string,
): Trained | undefined => {
  const serves = trained.get(champion ?? '');
  const whole = serves?.warmFrom === undefined ? serves : trained.get(serves.warmFrom);
  if (!MORE_OF_THE_SAME.includes(cause) || whole?.codeVersion !== codeVersion) return undefined;
  const agoMs = nowMs - Date.parse(whole.trainedAt);
  // A clock that went back says nothing of how long ago that was.
  return agoMs >= 0 && agoMs < wholeMs ? whole : undefined;
};
