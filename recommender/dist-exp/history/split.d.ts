import type { Case } from '../rankers/lists.js';
import { type History } from './history.js';
/** What may be counted, and who is to be foretold from it. */
export type Task = {
    readonly counted: History;
    /** End of what is counted, in days since 1970. */
    readonly now: number;
    readonly cases: readonly Case[];
};
/**
 * How a history is cut: `window`: all that each user takes in some days; `tail`: the last step of each session that
 * ends in those days, given the steps before; `last`: each user's last step, where there are no times.
 */
export type Protocol = 'window' | 'tail' | 'last';
/** Cases at even distances, at most so many; the same ones each time. */
export declare const thinned: <Value>(values: readonly Value[], most: number) => readonly Value[];
/** What happened before `from` is counted; what each user took in [from, to) is foretold. Days since 1970. */
export declare const windowTask: (history: History, from: number, to: number) => Task;
/** What happened before `from` is counted; the last step of each user in [from, to) is foretold from all steps before it. */
export declare const tailTask: (history: History, from: number, to: number) => Task;
/** All but each user's newest `depth` steps are counted; the first of those is foretold. Users with too few only count. */
export declare const lastTask: (history: History, depth: number) => Task;
//# sourceMappingURL=split.d.ts.map