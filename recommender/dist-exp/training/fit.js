import { Looker, rankLooked } from '../evaluation/rank.js';
import { metricsAt } from '../evaluation/metrics.js';
import { thinned } from '../history/split.js';
import { seededRandom } from '../features/random.js';
import { scoreNetwork } from '../rankers/flat-network.js';
import { fitLinear, scoreLinear, sharpenLinear } from '../rankers/linear.js';
import { makeLists, MODES } from '../rankers/lists.js';
import { fitNetwork } from '../rankers/network.js';
import { listGradient } from '../rankers/softmax.js';
import { topHeavyGradient } from '../rankers/top-heavy.js';
import { scaleRows, scalingOf } from '../rankers/scaling.js';
const EPOCHS = 12;
/**
 * How strongly the weights are held back, of which the newest window chooses. What looks much is little: on two months before
 * those that figures are reported of, holding back by 0.3 to 1 raised NDCG@10 from .381 to .393 and from .393 to .402.
 */
const PULLS = [0.003, 0.05, 0.3, 1];
/**
 * Each strength, and each sharpened for the first ten places. On four months before those that figures are reported of
 * (windows to 2011-09-16 and the three before it), sharpening raised NDCG@10 from 1.085 to 1.097 times personal frequency,
 * in each of them.
 */
const WAYS = PULLS.flatMap((pull) => [false, true].map((sharp) => ({ pull, sharp })));
/** Ten times the rate undid on the same months what the linear ranker had learned. */
const NETWORK = { epochs: 3, rate: 0.001 };
/** Lists for the network: it begins as the linear ranker, and each costs some milliseconds an epoch. */
const NETWORK_LISTS = 1_200;
const K = 10;
const lookAt = ({ snapshot, cases }, scaling) => {
    const looker = new Looker(snapshot, scaling);
    return cases.map(({ context, targets }) => {
        const looked = looker.look(context);
        const held = new Set(looked.seen.held.map(({ item }) => item));
        return { looked, wanted: { all: new Set(targets), new: new Set(targets.filter((item) => !held.has(item))) } };
    });
};
/** Mean NDCG@10 of each ranker over the cases, by full ranking of their candidates. */
const judge = (cases, mode, rankers) => {
    const judged = cases.filter(({ wanted }) => wanted[mode].size > 0);
    return rankers.map((score) => {
        let sum = 0;
        for (const { looked, wanted } of judged)
            sum += metricsAt(K, rankLooked(looked, mode, K, score), wanted[mode]).ndcg;
        return sum / Math.max(1, judged.length);
    });
};
/** The first of the largest. */
const best = (values) => values.indexOf(Math.max(...values));
/** A linear ranker held back by `pull`, and the same one sharpened: in the order of `WAYS`. */
const fitBoth = (lists, pull, seed) => {
    const plain = fitLinear(lists, EPOCHS, pull, seededRandom(seed));
    return [plain, sharpenLinear(plain, lists, seededRandom(seed))];
};
export const linearScore = (linear) => (rows, scores) => {
    scoreLinear(linear, rows, scores);
};
export const networkScore = (network) => (rows, scores) => {
    scoreNetwork(network, rows, scores);
};
/** Makes the lists. @param seed decides which products stand in them */
export const teach = ({ fitting, validation }, seed) => {
    const random = seededRandom(seed);
    const older = { all: [], new: [] };
    for (const { snapshot, cases } of fitting) {
        const lists = makeLists(snapshot, cases, random);
        for (const mode of MODES)
            older[mode].push(...lists[mode]);
    }
    const newest = makeLists(validation.snapshot, validation.cases, random);
    const scaling = scalingOf([...older.all, ...older.new]);
    for (const mode of MODES)
        for (const { rows } of [...older[mode], ...newest[mode]])
            scaleRows(scaling, rows);
    return { scaling, older, newest, judged: lookAt(validation, scaling) };
};
/**
 * Fits the rankers of one seed: strength and length are chosen on the newest window with rankers of the older ones;
 * then all windows together make the rankers that serve.
 *
 * @param seed decides the order of the lists and the first weights of the network
 */
export const fitRankers = ({ scaling, older, newest, judged }, seed, onProgress = () => undefined) => {
    const headOf = (mode) => {
        onProgress(`seed ${seed.toString()}: fitting the rankers (${mode})`);
        const tried = PULLS.flatMap((pull) => fitBoth(older[mode], pull, seed));
        const linearScores = judge(judged, mode, tried.map(linearScore));
        const at = best(linearScores);
        const { pull, sharp } = WAYS[at] ?? { pull: 0, sharp: false };
        const gradient = sharp ? topHeavyGradient : listGradient;
        const start = tried[at] ?? { weights: new Float32Array() };
        const stages = [];
        const some = thinned(older[mode], NETWORK_LISTS);
        fitNetwork(some, start, { ...NETWORK, gradient }, seededRandom(seed + 1), (each) => stages.push(each) > 0);
        const networkScores = judge(judged, mode, stages.map(networkScore));
        const all = [...newest[mode], ...older[mode]];
        const plain = fitLinear(all, EPOCHS, pull, seededRandom(seed));
        const linear = sharp ? sharpenLinear(plain, all, seededRandom(seed)) : plain;
        const epochs = best(networkScores) + 1;
        const network = fitNetwork(thinned(all, NETWORK_LISTS), linear, { ...NETWORK, epochs, gradient }, seededRandom(seed + 1));
        return { linear, network, validation: { linear: Math.max(...linearScores), network: Math.max(...networkScores) } };
    };
    return { scaling, heads: { all: headOf('all'), new: headOf('new') } };
};
//# sourceMappingURL=fit.js.map