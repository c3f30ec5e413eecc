import { compareModels, unseenWindow } from '../evaluation/compare-models.js';
import { basketCount } from '../history/history.js';
import { encodeModel } from '../training/model-file.js';
import { hashOfErased, trainModel } from '../training/trained-model.js';
import { trainWarm } from '../training/warm-start.js';
const DAY_MS = 86_400_000;
const instantOf = (days) => new Date(Math.round(days * DAY_MS)).toISOString();
/** Judges two models as they serve, by orders that came after both: neither has seen them, and nothing stands for anything else. */
const compareRivals = (rivals, history) => {
    if ('none' in rivals)
        return rivals;
    const { champion, challenger } = rivals;
    const window = unseenWindow(history, Math.max(champion.snapshot.now, challenger.snapshot.now));
    if (!window)
        return { none: 'fewer than 20 customers with a past ordered since it was trained' };
    const { from, to, ...figures } = compareModels(champion, challenger, history, window);
    return { from: instantOf(from), to: instantOf(to), ...figures };
};
/**
 * Judges the challenger of before by the newest orders of a prefix of the log, and trains the next one on all of it. Pure: the
 * same prefix, seed, parent and rivals give the same bytes and figures.
 *
 * @throws RangeError when the history is too short to learn from
 */
export const trainAndCompare = ({ logId, prefix, seed, parent }, rivals, onProgress = () => undefined) => {
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
//# sourceMappingURL=train-and-compare.js.map