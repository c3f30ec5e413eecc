import type { Settings } from '../counts/snapshot.js';
import { type Task } from '../history/split.js';
/** One setting of one generator, and the NDCG@10 with which that generator alone foretold the newest window. */
export type Tried = {
    readonly generator: string;
    readonly setting: string;
    readonly ndcg: number;
};
/** Items for which EASE^R is counted: its time grows with their cube, and the rare ones gain nothing by it. */
export declare const EASE_ITEMS = 1500;
/**
 * Chooses the settings of each generator by how well it alone foretells the task. Deterministic: all settings of a small
 * grid are tried, and the first of the best wins.
 */
export declare const tuneSettings: (task: Task, onProgress: (what: string) => void) => {
    readonly settings: Settings;
    readonly tried: readonly Tried[];
};
//# sourceMappingURL=tune.d.ts.map