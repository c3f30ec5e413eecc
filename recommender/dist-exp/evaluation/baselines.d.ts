import type { Snapshot } from '../counts/snapshot.js';
import type { Held } from '../features/context.js';
import type { History } from '../history/history.js';
/** A simple method of the field: it fills in what it thinks of each item, on top of popularity. */
export type Baseline = {
    readonly name: string;
    readonly score: (held: readonly Held[], scores: Float32Array) => void;
};
/** The baselines, counted on the same history and tuned on the same window as the model. */
export declare const baselinesOf: (history: History, snapshot: Snapshot) => readonly Baseline[];
//# sourceMappingURL=baselines.d.ts.map