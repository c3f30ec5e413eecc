import { encodeModel } from '../training/model-file.js';
import { hashOfErased, trainModel } from '../training/trained-model.js';
import { shopOfSpec } from './shop-of-spec.js';
/** A small model as bytes; another seed gives another one. */
export const modelOfSpec = (seed) => {
    const history = shopOfSpec({ users: 24, days: 120 });
    const provenance = { logId: 'spec', position: '7', seed, erased: hashOfErased([]) };
    return encodeModel(trainModel(history, provenance), history.itemTexts);
};
/** What the log says of a model that was trained. */
export const trainedOfSpec = (modelId, trainingId) => ({
    ...{ modelId, trainingId, cause: 'orders', logId: 'spec', position: '7', seed: 1, codeVersion: '1' },
    ...{ erased: hashOfErased([]), orders: 1, products: 1, bytes: 1, ndcg10: { all: 0.3, new: 0.1 } },
    trainedAt: '2026-01-01T00:05:00.000Z',
});
//# sourceMappingURL=models-of-spec.js.map