import { type History } from '../history/history.js';
/** What is known of each item on its own, as of the end of the history. One entry per item. */
export type ItemFacts = {
    /** Baskets of the last 7, 28 and 90 days, and of all time. Without times, of all time alike. */
    readonly week: Float32Array;
    readonly month: Float32Array;
    readonly quarter: Float32Array;
    readonly ever: Float32Array;
    /** Baskets of the 28 days that a year ago followed. */
    readonly lastYear: Float32Array;
    /** Days since it was first and last taken; 0 without times. */
    readonly firstDaysAgo: Float32Array;
    readonly lastDaysAgo: Float32Array;
    /** Share of the baskets with it that were not its user's first with it, shrunk to the share of all items. */
    readonly repeatShare: Float32Array;
    /** Baskets of the last 14 days, and of the 28 days before the last 28. */
    readonly fortnight: Float32Array;
    readonly monthBefore: Float32Array;
    /** Users of the last 28 days who had it for the first time in them. */
    readonly newcomers: Float32Array;
    /** Of the users of the last 28 days who had it before, the share who took it again in them; shrunk like `repeatShare`. */
    readonly repeatNow: Float32Array;
};
/** @param now days since 1970 that count as today: the end of the history */
export declare const itemFacts: (history: History, now: number) => ItemFacts;
//# sourceMappingURL=popularity.d.ts.map