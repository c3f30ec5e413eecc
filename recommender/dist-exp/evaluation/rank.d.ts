import type { Snapshot } from '../counts/snapshot.js';
import type { Context } from '../features/context.js';
import { type Seen } from '../features/scores.js';
import type { Mode } from '../rankers/lists.js';
import { type Scaling } from '../rankers/scaling.js';
/** A context with its candidates and their scaled features. */
export type Looked = {
    /** Valid until the next context is looked at; the rest stays. */
    readonly seen: Seen;
    readonly candidates: Int32Array;
    readonly rows: Float32Array;
    /** 1 for each candidate that the context holds. */
    readonly had: Uint8Array;
};
/** Looks at contexts one after the other, for any number of rankers. */
export declare class Looker {
    #private;
    constructor(snapshot: Snapshot, scaling: Scaling);
    look(context: Context): Looked;
}
/** Scores candidates by their rows; larger is better. */
export type ScoreRows = (rows: Float32Array, scores: Float64Array) => void;
/** The best `count` candidates of a context, best first; equal scores by item. */
export declare const rankLooked: ({ candidates, rows, had }: Looked, mode: Mode, count: number, score: ScoreRows) => Int32Array;
//# sourceMappingURL=rank.d.ts.map