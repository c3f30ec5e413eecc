import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';
import type { Buyer } from '../profiles/customer-profiles.js';
/** One order of a buyer: its products, each once, the day in the shop (days since 1970), and the event that says so. */
export type Bought = {
    readonly orderId: string;
    readonly items: Int32Array;
    readonly day: number;
    readonly position: bigint;
};
/** Orders of one buyer that are looked at: whoever has 10,000 is known well enough by the newest. As many as in training. */
export declare const MOST_ORDERS = 400;
/**
 * The orders of each buyer in the order of the log, as the learned model looks at them. A cancelled order is left out and
 * an erased customer is forgotten, as in training. Bounded in orders per buyer and in buyers: past `most`, the one whose
 * last order is furthest back goes.
 */
export declare class Buyers {
    #private;
    /**
     * @param isWithdrawn whether an order was cancelled: the one memory of orders knows it
     * @default most 100,000 buyers
     */
    constructor(skus: SkuTable, isWithdrawn: (orderId: string) => boolean, most?: number);
    /**
     * What counts as today, in days since 1970: the day of the order that stands last in the log. No clock is asked: one that
     * jumps moves nothing, and an order that was dated wrong is set right by the next.
     */
    get today(): number;
    get count(): number;
    /** The orders of the first of these buyers that has any, oldest first. */
    ordersOf(buyers: readonly Buyer[]): readonly Bought[];
    apply(event: Recorded): void;
}
//# sourceMappingURL=buyers.d.ts.map