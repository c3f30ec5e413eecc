import type { Snapshot } from '../counts/snapshot.js';
import { type Context, type Held } from './context.js';
/** What each generator says of every item for one context: one number per item, larger is better. */
export type Scores = {
    readonly personal: Float32Array;
    readonly transitions: Float32Array;
    /** Transitions from the newest basket alone. */
    readonly next: Float32Array;
    readonly together: Float32Array;
    readonly neighbours: Float32Array;
    readonly ease: Float32Array;
    readonly alike: Float32Array;
};
/** A context as the generators see it. */
export type Seen = {
    readonly context: Context;
    readonly held: readonly Held[];
    readonly scores: Scores;
};
/** Arrays that are filled anew for each context, so that thousands of contexts cost no memory. */
export declare class Scorer {
    #private;
    constructor(snapshot: Snapshot);
    /** What is answered is valid until the next call. */
    see(context: Context): Seen;
}
//# sourceMappingURL=scores.d.ts.map