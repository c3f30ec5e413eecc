import { createLogger } from '@storefold/platform';
import { readPrefix } from '../history/read-log.js';
import { decodeModel } from '../training/model-file.js';
import { trainAndCompare } from '../retraining/train-and-compare.js';
const quiet = createLogger('recommender', 'silent');
/** What there is to learn from. @param upTo the last position that counts. @default all do */
export const prefixOf = (client, upTo) => readPrefix(client, quiet, { upTo: upTo === undefined ? undefined : BigInt(upTo) });
/** The bytes that a clean fold of the log gives for a model that the log tells of, and before it for the one it went on from. */
export const cleanModel = async (client, modelId, trained) => {
    const told = trained.get(modelId ?? '');
    if (!told)
        throw new Error(`the log does not tell of a model ${modelId ?? 'without a name'}`);
    const { logId, position, seed, warmFrom } = told;
    const parent = warmFrom === undefined ? undefined : decodeModel(await cleanModel(client, warmFrom, trained));
    const prefix = await prefixOf(client, position);
    const order = { logId, prefix, seed, parent: parent && { modelId: warmFrom ?? '', model: parent } };
    return trainAndCompare(order, { none: '' }).bytes;
};
//# sourceMappingURL=clean-model.js.map