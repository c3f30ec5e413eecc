import type { OrderChange, Orders } from '../orders/order-memory.js';
import type { SkuTable } from '../orders/sku-table.js';
import type { Candidate, CandidateRequest, Generator } from './generator.js';
/**
 * What was bought in the same orders. Only the weight of each product is kept as a running sum; pairs are counted when
 * asked, from the seed's own orders: exact, without a table of pairs that would need pruning.
 */
export declare class BoughtTogether implements Generator {
    #private;
    constructor(orders: Orders, skus: SkuTable);
    apply({ kind, order }: OrderChange): void;
    candidates({ seeds, enough, eligible }: CandidateRequest): readonly Candidate[];
}
//# sourceMappingURL=bought-together.d.ts.map