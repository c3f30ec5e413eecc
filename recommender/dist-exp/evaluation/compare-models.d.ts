import { type History } from '../history/history.js';
import { type Task } from '../history/split.js';
import { type Mode } from '../rankers/lists.js';
import type { TrainedModel } from '../training/trained-model.js';
import { type Interval } from './bootstrap.js';
/** NDCG@10 of two models over the same users; `difference` is challenger minus champion. */
export type ModelComparison = {
    /** Days since 1970 between which orders were foretold, the second excluded. */
    readonly from: number;
    readonly to: number;
    readonly users: number;
    readonly champion: Readonly<Record<Mode, number>>;
    readonly challenger: Readonly<Record<Mode, number>>;
    readonly difference: Readonly<Record<Mode, Interval>>;
};
/** What happened since some moment, to be foretold from what happened before. */
export type UnseenWindow = {
    readonly from: number;
    readonly to: number;
    readonly task: Task;
};
/**
 * The newest window of a history, begun no earlier than the end of what a model was trained on.
 *
 * @param seenUpTo days since 1970
 * @returns undefined without times, or where fewer than 20 users with a past ordered in it
 */
export declare const unseenWindow: (history: History, seenUpTo: number) => UnseenWindow | undefined;
/** What a model must be trained on to be judged by a window: all that happened before it. */
export declare const heldBack: (history: History, from: number) => History;
/**
 * Compares two models on a window that neither was trained on, user by user, with the paired bootstrap. Pure.
 *
 * @throws RangeError where one of them saw a part of the window: its figures would flatter it
 */
export declare const compareModels: (champion: TrainedModel, challenger: TrainedModel, history: History, { from, to, task }: UnseenWindow) => ModelComparison;
//# sourceMappingURL=compare-models.d.ts.map