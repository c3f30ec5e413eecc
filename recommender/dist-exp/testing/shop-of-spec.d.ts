import type { History } from '../history/history.js';
export type SpecShop = {
    readonly users?: number;
    readonly days?: number;
    /** Whether rows have times. */
    readonly timed?: boolean;
    /** Each user comes once, for one short session of single items. */
    readonly sessions?: boolean;
};
/**
 * A shop with known tastes: 96 items in eight groups; each user likes one group, buys mostly of it, comes back for what
 * they had, and after item n of a group often takes item n + 1.
 */
export declare const shopOfSpec: ({ users, days, timed, sessions }?: SpecShop) => History;
/** A history from words: each basket is `user@day: item item`. */
export declare const historyOf: (...baskets: readonly string[]) => History;
//# sourceMappingURL=shop-of-spec.d.ts.map