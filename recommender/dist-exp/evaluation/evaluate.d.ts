import { type History } from '../history/history.js';
import { type Protocol } from '../history/split.js';
import { type Mode } from '../rankers/lists.js';
import type { Tried } from '../training/tune.js';
import { type Interval } from './bootstrap.js';
import type { Measure } from './columns.js';
/** The figures of one method over all test windows. */
export type MethodFigures = {
    readonly method: string;
    readonly figures: Readonly<Record<Measure, number>>;
    readonly coverage: number;
    readonly novelty: number;
};
/** How many times the one is the other, with its paired 95 % interval over all cases. */
export type Comparison = {
    readonly ours: string;
    readonly theirs: string;
    readonly mode: Mode;
    readonly measure: Measure;
    readonly ratio: Interval;
    readonly difference: Interval;
};
export type WindowReport = {
    /** ISO 8601 days, the second excluded; null without times. */
    readonly from: string | null;
    readonly to: string | null;
    readonly cases: number;
    readonly newcomers: number;
    readonly catalogue: number;
    readonly champion: Readonly<Record<Mode, 'network' | 'linear'>>;
    readonly methods: Readonly<Record<Mode, readonly MethodFigures[]>>;
    readonly comparisons: readonly Comparison[];
    readonly tried: readonly Tried[];
};
export type Evaluation = {
    readonly protocol: Protocol;
    readonly windowDays: number;
    readonly seeds: readonly number[];
    readonly windows: readonly WindowReport[];
    /** All cases of all windows together. */
    readonly comparisons: readonly Comparison[];
};
export type EvaluateOptions = {
    readonly seeds: readonly number[];
    readonly months: number;
    readonly windowDays?: number;
};
/**
 * Measures the model and the baselines on the newest windows of a history, each trained on what happened before it. Pure:
 * the same history and options give the same figures.
 *
 * @throws RangeError when the history is too short for a test
 */
export declare const evaluate: (history: History, { seeds, months, windowDays }: EvaluateOptions, onProgress?: (what: string) => void) => Evaluation;
//# sourceMappingURL=evaluate.d.ts.map