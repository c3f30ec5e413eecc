import type { Reason, Recommendation } from '../model.js';
import type { Looking, Start } from './asked.js';
import type { Knowledge } from './knowledge.js';
import type { Learned, Scored } from './learned.js';
/** The reason for which a product goes with one that is looked at, and the events of both facts. */
export declare const becauseOf: (start: Start, times: number, orders: readonly bigint[], nameOf: (sku: number) => string) => {
    readonly reason: Reason;
    readonly positions: readonly bigint[];
};
/** The reason for which a product goes with one that they bought: their newest order of that one, and orders that hold both. */
export declare const becauseTheyBought: ({ orders: theirs }: Pick<Looking, "orders">, bought: {
    readonly sku: number;
    readonly name: string;
}, times: number, orders: readonly bigint[]) => {
    readonly reason: Reason;
    readonly positions: readonly bigint[];
};
/**
 * Says of each product why. A ranker has no one reason, and none is made up: what is told is the strongest fact that the
 * log proves: that they ordered it before; else orders that hold it together with what they look at, have in the basket
 * or bought (of these, with what pulls most by the model's own counts); else how many orders hold it.
 */
export declare const explain: (ranked: readonly Scored[], looking: Looking, { counts: { skus, orders } }: Knowledge, learned: Learned) => readonly Recommendation[];
//# sourceMappingURL=explain.d.ts.map