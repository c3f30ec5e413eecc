import type { ModelShelf } from '../models/model-shelf.js';
import type { ModelsState, Trained } from '../models/models-decider.js';
import type { NamedModel } from './training-job.js';

/** A model of the log as a thread finds it, or makes it anew: with the one that it went on from. */
export const namedModel = (
  { modelId, seed, position, warmFrom }: Trained,
  trained: ModelsState['trained'],
  shelf: Pick<ModelShelf, 'pathOf'>,
): NamedModel => {
  const parent = trained.get(warmFrom ?? '');
  return {
    modelId,
    seed,
    position,
    path: shelf.pathOf(modelId),
    warmFrom: parent && namedModel(parent, trained, shelf),
  };
};
