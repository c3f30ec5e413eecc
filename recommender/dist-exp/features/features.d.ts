import type { Snapshot } from '../counts/snapshot.js';
import type { Seen } from './scores.js';
/** What a ranker is told of a product for a context, in this order. A model file names them, so that none is mistaken. */
export declare const featureNames: readonly ["held", "held-log-times", "held-usual", "held-usual-log", "held-short", "held-long", "held-share", "held-steps", "held-days", "held-newest", "held-due", "held-overdue", "held-repeat-user", "held-repeat-item", "held-last-year", "held-of-3", "held-of-5", "held-of-10", "held-since-share", "held-since-odds", "personal-relative", "transitions", "transitions-relative", "transitions-rank", "next", "next-relative", "together", "together-relative", "neighbours", "neighbours-relative", "neighbours-rank", "ease", "ease-relative", "ease-rank", "alike-relative", "week", "month", "quarter", "ever", "trend", "season", "season-lift", "fresh", "stale", "repeat-share", "fortnight", "month-trend", "last-log", "newcomers", "repeat-now", "month-for-newcomer", "agreement", "new-month", "basket-size-month"];
export declare const FEATURES: 54;
/** Writes features of the products of a snapshot. */
export declare class FeatureWriter {
    #private;
    constructor(snapshot: Snapshot);
    /** One row of `FEATURES` numbers per candidate, not scaled yet. */
    write({ context, held, scores }: Seen, candidates: Int32Array): Float32Array;
}
//# sourceMappingURL=features.d.ts.map