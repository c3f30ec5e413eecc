import type { OrderChange } from '../orders/order-memory.js';
import type { Candidate, CandidateRequest, Generator } from './generator.js';
/**
 * How much an order of some moment counts: twice as much as one 28 days before. Only relations between weights mean
 * anything, so nothing ages and nothing is swept: newer orders simply weigh more.
 * Forward decay, after Cormode, Shkapenyuk, Srivastava and Xu: "Forward Decay", ICDE 2009.
 *
 * @param placedAt milliseconds since 1970
 */
export declare const recencyWeight: (placedAt: number) => number;
/** What was ordered often of late, each order counted once per product, by when it happened in the shop. */
export declare class Popular implements Generator {
    #private;
    apply({ kind, order }: OrderChange): void;
    candidates({ enough, eligible }: CandidateRequest): readonly Candidate[];
}
//# sourceMappingURL=popular.d.ts.map