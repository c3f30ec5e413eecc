import type { Recorded } from '@storefold/contracts';
import { Model } from '../model.js';
import { Buyers } from './buyers.js';
import { Shelves } from './shelves.js';
import { Showings } from './showings.js';
import { Visits } from './visits.js';
/** The event types that are folded while serving; the store sends no others. */
export declare const servedEventTypes: readonly string[];
/**
 * Everything that an answer may rest on: a fold over the log, in memory, built anew at every start. What somebody did a
 * second ago is in it as soon as the log has said so. An event at or below the last position changes nothing.
 */
export declare class Knowledge {
    #private;
    /** What was bought together and what is popular: counts, and the orders that prove them. */
    readonly counts: Model;
    readonly shelves: Shelves;
    readonly visits: Visits;
    readonly buyers: Buyers;
    readonly showings: Showings;
    /** @param most of what is kept; see the parts for what is usual */
    constructor(most?: {
        readonly lines?: number | undefined;
        readonly visitors?: number;
        readonly buyers?: number;
    });
    get foldedTo(): bigint | undefined;
    /** Folds events in log order, and notes how far the log was looked at. */
    apply(events: readonly Recorded[], considered?: bigint): void;
}
//# sourceMappingURL=knowledge.d.ts.map