import type { ModelShelf } from '../models/model-shelf.js';
import type { ModelsState, Trained } from '../models/models-decider.js';
import type { NamedModel } from './training-job.js';
/** A model of the log as a thread finds it, or makes it anew: with the one that it went on from. */
export declare const namedModel: ({ modelId, seed, position, warmFrom }: Trained, trained: ModelsState["trained"], shelf: Pick<ModelShelf, "pathOf">) => NamedModel;
//# sourceMappingURL=named-model.d.ts.map