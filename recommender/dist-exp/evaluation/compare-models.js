import { chooseCut, endOf } from '../history/choose-cut.js';
import { selectBaskets } from '../history/history.js';
import { tailTask, thinned, windowTask } from '../history/split.js';
import { MODES } from '../rankers/lists.js';
import { linearScore, networkScore } from '../training/fit.js';
import { differenceOfMeans, pairedBootstrap } from './bootstrap.js';
import { metricsAt } from './metrics.js';
import { Looker, rankLooked } from './rank.js';
const FEWEST_USERS = 20;
const MOST_USERS = 2_000;
const K = 10;
const BOOTSTRAP_SEED = 20_240_901;
/**
 * The newest window of a history, begun no earlier than the end of what a model was trained on.
 *
 * @param seenUpTo days since 1970
 * @returns undefined without times, or where fewer than 20 users with a past ordered in it
 */
export const unseenWindow = (history, seenUpTo) => {
    const { protocol, windowDays } = chooseCut(history);
    if (protocol === 'last')
        return undefined;
    const to = endOf(history);
    const from = Math.max(seenUpTo, to - windowDays);
    if (from >= to)
        return undefined;
    const task = (protocol === 'window' ? windowTask : tailTask)(history, from, to);
    const cases = task.cases.filter(({ context }) => context.baskets.length > 0);
    return cases.length < FEWEST_USERS ? undefined : { from, to, task: { ...task, cases: thinned(cases, MOST_USERS) } };
};
/** What a model must be trained on to be judged by a window: all that happened before it. */
export const heldBack = (history, from) => selectBaskets(history, (basket) => (history.days[basket] ?? 0) < from);
/** NDCG@10 of each case, by the ranker that the model serves with; products that it does not know it cannot find. */
const judge = (model, itemNames, cases, mode) => {
    const { rankers, champion, snapshot } = model;
    const numbers = new Map(model.itemNames.map((name, number) => [name, number]));
    const known = (items) => Int32Array.from([...items].flatMap((item) => numbers.get(itemNames[item] ?? '') ?? []));
    const { linear, network } = rankers.heads[mode];
    const score = champion[mode] === 'network' ? networkScore(network) : linearScore(linear);
    const looker = new Looker(snapshot, rankers.scaling);
    return Float64Array.from(cases, ({ context, targets }) => {
        const baskets = context.baskets.map(({ items, day }) => ({ items: known(items), day }));
        const ranked = rankLooked(looker.look({ ...context, baskets }), mode, K, score);
        // Targets that this model does not know stay, under numbers that it never shows: they are missed.
        const wanted = new Set([...targets].map((item) => numbers.get(itemNames[item] ?? '') ?? -2 - item));
        return metricsAt(K, ranked, wanted).ndcg;
    });
};
const wantedIn = (cases, mode) => {
    if (mode === 'all')
        return cases;
    return cases.flatMap((each) => {
        const had = new Set(each.context.baskets.flatMap(({ items }) => [...items]));
        const targets = each.targets.filter((item) => !had.has(item));
        return targets.length === 0 ? [] : [{ ...each, targets }];
    });
};
/**
 * Compares two models on a window that neither was trained on, user by user, with the paired bootstrap. Pure.
 *
 * @throws RangeError where one of them saw a part of the window: its figures would flatter it
 */
export const compareModels = (champion, challenger, history, { from, to, task }) => {
    for (const [name, { snapshot }] of Object.entries({ champion, challenger }))
        // A model's `now` is a moment of 10^-6 days after its last basket, see `endOf`.
        if (snapshot.now - 1e-6 >= from)
            throw new RangeError(`the ${name} was trained on a part of the window`);
    const [all, fresh] = MODES.map((mode) => {
        const cases = wantedIn(task.cases, mode);
        const theirs = judge(champion, history.itemNames, cases, mode);
        const ours = judge(challenger, history.itemNames, cases, mode);
        const mean = (column) => column.reduce((sum, value) => sum + value, 0) / Math.max(1, column.length);
        const none = { low: 0, mean: 0, high: 0 };
        const interval = cases.length === 0 ? none : pairedBootstrap(ours, theirs, differenceOfMeans, BOOTSTRAP_SEED);
        return { champion: mean(theirs), challenger: mean(ours), interval };
    });
    if (!all || !fresh)
        throw new RangeError('both modes are compared');
    return {
        ...{ from, to, users: task.cases.length },
        champion: { all: all.champion, new: fresh.champion },
        challenger: { all: all.challenger, new: fresh.challenger },
        difference: { all: all.interval, new: fresh.interval },
    };
};
//# sourceMappingURL=compare-models.js.map