import { takeSnapshot } from '../counts/snapshot.js';
import { seededRandom } from '../features/random.js';
import { chooseCut, endOf } from '../history/choose-cut.js';
import { refitLinear } from '../rankers/linear.js';
import { makeLists } from '../rankers/lists.js';
import { refitNetwork } from '../rankers/network.js';
import { scaleRows } from '../rankers/scaling.js';
import { topHeavyGradient } from '../rankers/top-heavy.js';
import { newestLesson } from './prepare.js';
import { tooShort } from './trained-model.js';
/** The last rate of a fit from nothing. */
const NETWORK = { epochs: 1, rate: 0.001 / 3, gradient: topHeavyGradient };
/**
 * Trains on a whole history, going on from the rankers of a model of an earlier prefix of it: its settings, its scaling and its
 * choice of what serves stay, the rankers see the newest window once, and everything is counted anew. It costs a small part
 * of a fit from nothing. The validation figures are those of the model it went on from, which chose by them. Pure.
 *
 * @param parent was fitted from nothing, so that a model never hangs on a long chain of others
 * @throws RangeError when the history is too short to learn from, or the parent went on from another one itself
 */
export const trainWarm = ({ modelId, model }, history, provenance, onProgress = () => undefined) => {
    if (model.provenance.warmFrom !== undefined)
        throw new RangeError(`${modelId} went on from another model itself; go on from ${model.provenance.warmFrom}`);
    const { rankers, snapshot } = model;
    const now = endOf(history);
    onProgress('counting a window');
    const lesson = newestLesson(history, now, chooseCut(history), snapshot.settings);
    if (!lesson)
        throw tooShort();
    onProgress('making lists');
    const lists = makeLists(lesson.snapshot, lesson.cases, seededRandom(provenance.seed));
    const headOf = (mode) => {
        onProgress(`going on with the rankers (${mode})`);
        for (const { rows } of lists[mode])
            scaleRows(rankers.scaling, rows);
        const { linear, network, validation } = rankers.heads[mode];
        return {
            linear: refitLinear(linear, lists[mode], seededRandom(provenance.seed)),
            network: refitNetwork(network, lists[mode], NETWORK, seededRandom(provenance.seed + 1)),
            validation,
        };
    };
    const heads = { all: headOf('all'), new: headOf('new') };
    onProgress('counting the whole history');
    return {
        ...model,
        provenance: { ...provenance, codeVersion: model.provenance.codeVersion, warmFrom: modelId },
        itemNames: history.itemNames,
        rankers: { scaling: rankers.scaling, heads },
        snapshot: takeSnapshot(history, now, snapshot.settings),
    };
};
//# sourceMappingURL=warm-start.js.map