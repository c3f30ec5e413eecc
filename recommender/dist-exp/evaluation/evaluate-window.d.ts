import { type Task } from '../history/split.js';
import { type Mode } from '../rankers/lists.js';
import { type Cut } from '../training/prepare.js';
import type { Tried } from '../training/tune.js';
import { Columns } from './columns.js';
/** One test window: each method's figures for both modes. */
export type WindowResult = {
    readonly cases: number;
    /** Test users without any history before: all methods can show them is what is popular, so they are left out. */
    readonly newcomers: number;
    readonly catalogue: number;
    readonly tried: readonly Tried[];
    /** By mode: mean NDCG@10 on the validation window, over the seeds; `championOf` says which serves as `storefold`. */
    readonly validation: Readonly<Record<Mode, {
        readonly linear: number;
        readonly network: number;
    }>>;
    readonly columns: Readonly<Record<Mode, ReadonlyMap<string, Columns>>>;
};
/**
 * Trains on what a task may count and ranks for its cases, all methods side by side. The test window is looked at only
 * for the figures: tuning and choosing happen on the newest windows before it.
 *
 * @returns undefined where the history before the test is too short to learn from
 */
export declare const evaluateWindow: (task: Task, cut: Cut, seeds: readonly number[], onProgress: (what: string) => void) => WindowResult | undefined;
//# sourceMappingURL=evaluate-window.d.ts.map