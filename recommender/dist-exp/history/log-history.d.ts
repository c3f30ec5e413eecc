import type { Recorded } from '@storefold/contracts';
import type { History } from './history.js';
/** A prefix of the log as a history to train on. */
export type LogPrefix = {
    readonly history: History;
    /** Position of the last event that was folded; undefined before the first. */
    readonly position: bigint | undefined;
    /** Ids of erased customers: their orders are not in the history. */
    readonly erased: ReadonlySet<string>;
};
/**
 * Folds the log into what training reads: who ordered what together and when. A cancelled order is taken back, an erased
 * customer drops out with all orders, and an event at or below the last position changes nothing. A guest's order has a
 * user of its own: nobody knows of another. Dates of a clock that jumped are set right, see `steadyTimes`.
 */
export declare class LogHistory {
    #private;
    apply(events: readonly Recorded[]): void;
    prefix(): LogPrefix;
}
//# sourceMappingURL=log-history.d.ts.map