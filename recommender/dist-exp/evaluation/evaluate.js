import { chooseCut, endOf } from '../history/choose-cut.js';
import { selectBaskets } from '../history/history.js';
import { lastTask, tailTask, windowTask } from '../history/split.js';
import { championOf } from '../rankers/champion.js';
import { MODES } from '../rankers/lists.js';
import { differenceOfMeans, pairedBootstrap, ratioOfMeans } from './bootstrap.js';
import { evaluateWindow } from './evaluate-window.js';
const BOOTSTRAP_SEED = 20_240_901;
const taskAt = (history, end, { protocol, windowDays }) => {
    if (protocol === 'last')
        return lastTask(history, 1);
    return (protocol === 'window' ? windowTask : tailTask)(history, end - windowDays, end);
};
const joined = (columns, measure) => Float64Array.from(columns.flatMap((column) => [...(column?.column(measure) ?? [])]));
const compare = (results) => {
    const pairs = [
        ...['popularity', 'personal frequency', 'item-kNN', 'EASE^R', 'EASE^R, decayed'].map((theirs) => [
            'storefold',
            theirs,
        ]),
        ['network', 'linear'],
    ];
    return MODES.flatMap((mode) => pairs.flatMap(([ours = '', theirs = '']) => ['NDCG@10', 'R@20'].flatMap((measure) => {
        const of = (name) => joined(results.map(({ columns }) => columns[mode].get(name)), measure);
        const [a, b] = [of(ours), of(theirs)];
        if (a.length === 0 || a.length !== b.length)
            return [];
        const ratio = pairedBootstrap(a, b, ratioOfMeans, BOOTSTRAP_SEED);
        const difference = pairedBootstrap(a, b, differenceOfMeans, BOOTSTRAP_SEED);
        return [{ ours, theirs, mode, measure, ratio, difference }];
    })));
};
const dayOf = (days) => new Date(days * 86_400_000).toISOString().slice(0, 10);
const reportOf = (result, span) => {
    const methodsOf = (mode) => [...result.columns[mode]].map(([method, columns]) => ({
        method,
        figures: columns.means(),
        coverage: columns.coverage(result.catalogue),
        novelty: columns.novelty(),
    }));
    return {
        ...span,
        ...{ cases: result.cases, newcomers: result.newcomers, catalogue: result.catalogue, tried: result.tried },
        champion: { all: championOf(result.validation.all), new: championOf(result.validation.new) },
        methods: { all: methodsOf('all'), new: methodsOf('new') },
        comparisons: compare([result]),
    };
};
/**
 * Measures the model and the baselines on the newest windows of a history, each trained on what happened before it. Pure:
 * the same history and options give the same figures.
 *
 * @throws RangeError when the history is too short for a test
 */
export const evaluate = (history, { seeds, months, windowDays }, onProgress = () => undefined) => {
    const chosen = chooseCut(history);
    const cut = windowDays === undefined ? chosen : { ...chosen, windowDays };
    const end = endOf(history);
    const results = [];
    const windows = [];
    for (let back = 0; back < (cut.protocol === 'last' ? 1 : months); back++) {
        const until = end - back * cut.windowDays;
        const known = back === 0 ? history : selectBaskets(history, (basket) => (history.days[basket] ?? 0) < until);
        const say = (what) => {
            onProgress(`window ${(back + 1).toString()}: ${what}`);
        };
        const result = evaluateWindow(taskAt(known, until, cut), cut, seeds, say);
        if (!result || result.cases === 0)
            break;
        const timed = cut.protocol !== 'last';
        const span = { from: timed ? dayOf(until - cut.windowDays) : null, to: timed ? dayOf(until) : null };
        results.push(result);
        windows.push(reportOf(result, span));
    }
    if (windows.length === 0)
        throw new RangeError('the history is too short to test on: it needs at least 20 users with something before the test and before a window to learn from');
    return { ...{ protocol: cut.protocol, windowDays: cut.windowDays, seeds, windows }, comparisons: compare(results) };
};
//# sourceMappingURL=evaluate.js.map