import { addEase, countEase } from '../counts/ease.js';
import { countItemNeighbours } from '../counts/item-knn.js';
import { addRow } from '../counts/pair-table.js';
import { itemFacts } from '../counts/popularity.js';
import { countTogether } from '../counts/together.js';
import { countTransitions } from '../counts/transitions.js';
import { metricsAt } from '../evaluation/metrics.js';
import { heldIn } from '../features/context.js';
import { topItems } from '../features/top.js';
import { thinned } from '../history/split.js';
const MOST_CASES = 400;
const K = 10;
/** Items for which EASE^R is counted: its time grows with their cube, and the rare ones gain nothing by it. */
export const EASE_ITEMS = 1_500;
/** Above so many items a catalogue is too wide for it: the 1,500 would be a small part. */
const EASE_CATALOGUE = 8_000;
/** Mean NDCG@10 of scores over the cases, with popularity where a generator says nothing. */
const judgeOf = (task) => {
    const items = task.counted.itemNames.length;
    const { month } = itemFacts(task.counted, task.now);
    const most = month.reduce((best, count) => Math.max(best, count), 1);
    const scores = new Float32Array(items);
    const cases = thinned(task.cases, MOST_CASES).map(({ context, targets }) => ({
        held: heldIn(context, 60),
        context,
        targets: new Set(targets),
    }));
    return (add) => {
        let sum = 0;
        for (const { held, targets } of cases) {
            for (let item = 0; item < items; item++)
                scores[item] = (1e-7 * (month[item] ?? 0)) / most;
            add(held, scores);
            sum += metricsAt(K, topItems(scores, K), targets).ndcg;
        }
        return sum / Math.max(1, cases.length);
    };
};
const aged = (daysAgo, halfLifeDays) => halfLifeDays === Infinity ? 1 : 2 ** (-daysAgo / halfLifeDays);
/**
 * Chooses the settings of each generator by how well it alone foretells the task. Deterministic: all settings of a small
 * grid are tried, and the first of the best wins.
 */
export const tuneSettings = (task, onProgress) => {
    const judge = judgeOf(task);
    const tried = [];
    const { counted, now } = task;
    const timed = counted.timed;
    const span = timed ? Math.max(1e-6, now - (counted.days[0] ?? now)) : 1;
    /** Half-lives in days that make sense for the span of the history. */
    const lives = (...days) => timed ? [...new Set(days.map((day) => (span >= 180 ? day : (day / 365) * span)))] : [Infinity];
    const best = (generator, settings, say, measure) => {
        onProgress(`tuning ${generator}`);
        const results = settings.map((setting) => ({ setting, ndcg: measure(setting) }));
        tried.push(...results.map(({ setting, ndcg }) => ({ generator, setting: say(setting), ndcg })));
        const [first, ...others] = results;
        if (!first)
            throw new RangeError(`no setting to try for ${generator}`);
        return others.reduce((top, each) => (each.ndcg > top.ndcg ? each : top), first).setting;
    };
    const days = (halfLifeDays) => `half-life ${halfLifeDays === Infinity ? 'none' : halfLifeDays.toPrecision(3)}`;
    const personal = best('personal frequency', lives(60, 15, 30, 120, 240), days, (halfLifeDays) => judgePersonal(task, halfLifeDays));
    const pairs = (generator, count, halfLives) => {
        const steps = [3, 1, 8];
        const tables = halfLives.flatMap((halfLifeDays) => steps.map((contextSteps) => ({ halfLifeDays, contextSteps })));
        let known;
        return best(generator, tables, ({ halfLifeDays, contextSteps }) => `${days(halfLifeDays)}, steps ${contextSteps.toString()}`, ({ halfLifeDays, contextSteps }) => {
            if (known?.halfLifeDays !== halfLifeDays)
                known = { halfLifeDays, table: count(counted, halfLifeDays) };
            const { table } = known;
            return judge((held, scores) => {
                for (const { item, stepsAgo } of held)
                    addRow(table, item, 2 ** (-stepsAgo / contextSteps), scores);
            });
        });
    };
    const transitions = pairs('transitions', countTransitions, lives(30, 15, 60, 120));
    const together = pairs('together', countTogether, lives(180, 60));
    const neighbours = best('item-kNN', lives(90, 45, 180, 365), days, (halfLifeDays) => {
        const table = countItemNeighbours(counted, halfLifeDays);
        return judge((held, scores) => {
            for (const { item, daysAgo } of held)
                addRow(table, item, aged(daysAgo, halfLifeDays), scores);
        });
    });
    const grid = lives(90, 180).flatMap((halfLifeDays) => [50, 200].map((lambda) => ({ halfLifeDays, lambda, mostItems: EASE_ITEMS })));
    const ease = counted.itemNames.length > EASE_CATALOGUE
        ? undefined
        : best('EASE^R', grid, ({ halfLifeDays, lambda }) => `${days(halfLifeDays)}, lambda ${lambda.toString()}`, (setting) => {
            const table = countEase(counted, { ...setting, mostItems: 600 });
            return judge((held, scores) => {
                for (const { item, daysAgo } of held)
                    addEase(table, item, aged(daysAgo, setting.halfLifeDays), scores);
            });
        });
    return {
        settings: {
            personal: { halfLifeDays: personal },
            transitions,
            together,
            neighbours: { halfLifeDays: neighbours },
            ease,
        },
        tried,
    };
    function judgePersonal(of, halfLifeDays) {
        const judgeCases = thinned(of.cases, MOST_CASES);
        const scores = new Float32Array(counted.itemNames.length);
        const { month } = itemFacts(counted, now);
        let sum = 0;
        for (const { context, targets } of judgeCases) {
            for (let item = 0; item < scores.length; item++)
                scores[item] = 1e-7 * (month[item] ?? 0);
            for (const { item, usual } of heldIn(context, halfLifeDays))
                scores[item] = (scores[item] ?? 0) + usual;
            sum += metricsAt(K, topItems(scores, K), new Set(targets)).ndcg;
        }
        return sum / Math.max(1, judgeCases.length);
    }
};
//# sourceMappingURL=tune.js.map