import { takeSnapshot } from '../counts/snapshot.js';
import { heldIn } from '../features/context.js';
import { topItems } from '../features/top.js';
import { thinned } from '../history/split.js';
import { championOf } from '../rankers/champion.js';
import { MODES } from '../rankers/lists.js';
import { fitRankers, linearScore, networkScore, teach } from '../training/fit.js';
import { prepare } from '../training/prepare.js';
import { baselinesOf } from './baselines.js';
import { Columns } from './columns.js';
import { Looker, rankLooked } from './rank.js';
const DEEP = 20;
const MOST_CASES = 20_000;
/**
 * Trains on what a task may count and ranks for its cases, all methods side by side. The test window is looked at only
 * for the figures: tuning and choosing happen on the newest windows before it.
 *
 * @returns undefined where the history before the test is too short to learn from
 */
export const evaluateWindow = (task, cut, seeds, onProgress) => {
    const { counted, now } = task;
    const prepared = prepare(counted, now, cut, onProgress);
    if (!prepared)
        return undefined;
    onProgress('making lists');
    const taught = teach(prepared, seeds[0] ?? 1);
    const fitted = seeds.map((seed) => fitRankers(taught, seed, onProgress));
    onProgress('counting for the test');
    const snapshot = takeSnapshot(counted, now, prepared.settings);
    const baselines = baselinesOf(counted, snapshot);
    const mean = (mode, of) => fitted.reduce((sum, { heads }) => sum + heads[mode].validation[of], 0) / Math.max(1, fitted.length);
    const validation = {
        all: { linear: mean('all', 'linear'), network: mean('all', 'network') },
        new: { linear: mean('new', 'linear'), network: mean('new', 'network') },
    };
    const names = ['storefold', 'network', 'linear', ...baselines.map(({ name }) => name)];
    const fresh = () => new Map(names.map((name) => [name, new Columns()]));
    const columns = { all: fresh(), new: fresh() };
    const known = task.cases.filter(({ context }) => context.baskets.length > 0);
    const cases = thinned(known, MOST_CASES);
    const { month, ever } = snapshot.facts;
    const users = Math.max(2, counted.userNames.length);
    const surpriseOf = (item) => -Math.log2(Math.min(1, ((ever[item] ?? 0) + 1) / users));
    const popular = counted.timed ? month : ever;
    const most = popular.reduce((top, count) => Math.max(top, count), 1);
    const looker = new Looker(snapshot, taught.scaling);
    const scores = new Float32Array(snapshot.items);
    const skip = new Uint8Array(snapshot.items);
    for (const [index, { context, targets }] of cases.entries()) {
        if (index % 200 === 0)
            onProgress(`testing, case ${index.toString()} of ${cases.length.toString()}`);
        const looked = looker.look(context);
        const held = heldIn(context, prepared.settings.personal.halfLifeDays);
        for (const { item } of held)
            skip[item] = 1;
        const wanted = { all: new Set(targets), new: new Set(targets.filter((item) => skip[item] === 0)) };
        const add = (name, mode, rankings) => {
            if (wanted[mode].size > 0)
                columns[mode].get(name)?.add(rankings, wanted[mode], surpriseOf);
        };
        for (const mode of MODES) {
            if (wanted[mode].size === 0)
                continue;
            const linear = fitted.map(({ heads }) => rankLooked(looked, mode, DEEP, linearScore(heads[mode].linear)));
            const network = fitted.map(({ heads }) => rankLooked(looked, mode, DEEP, networkScore(heads[mode].network)));
            add('linear', mode, linear);
            add('network', mode, network);
            add('storefold', mode, championOf(validation[mode]) === 'network' ? network : linear);
        }
        for (const { name, score } of baselines) {
            for (let item = 0; item < scores.length; item++)
                scores[item] = (1e-6 * (popular[item] ?? 0)) / most;
            score(held, scores);
            add(name, 'all', [topItems(scores, DEEP)]);
            add(name, 'new', [topItems(scores, DEEP, skip)]);
        }
        for (const { item } of held)
            skip[item] = 0;
    }
    const catalogue = ever.reduce((count, times) => count + (times > 0 ? 1 : 0), 0);
    const newcomers = task.cases.length - known.length;
    return { cases: cases.length, newcomers, catalogue, tried: prepared.tried, validation, columns };
};
//# sourceMappingURL=evaluate-window.js.map