import type { Recorded } from '@storefold/contracts';
/** The least to learn from. Fewer buyers than 20 can never fill the window that a model is judged on. */
export type Fewest = {
    readonly orders: number;
    readonly buyers: number;
    readonly products: number;
};
/**
 * What the shop trades, as far as it decides when to train: a fold of orders and erasures, in memory. An event at or below
 * the last position changes nothing. Bounded: 10,000 orders with their products, 100,000 buyers, and the ids of the erased.
 */
export declare class Trade {
    #private;
    constructor(fewest: Fewest);
    /** Orders that were placed, ever. */
    get placed(): number;
    /** When the newest order was recorded that came from another shop's books; milliseconds since 1970, -Infinity where none did. */
    get importedMs(): number;
    /** `hashOfErased` of everyone who is erased. */
    get erased(): string;
    /** What is missing to learn from, in words; undefined where there is enough. A training may still find its newest weeks too thin. */
    get missing(): string | undefined;
    /** Orders after a position; at most as many as are remembered, where it lies further back. */
    ordersSince(position: bigint): number;
    /** Customers who ordered after a position and had ordered before it. */
    returningSince(position: bigint): number;
    /** How far the newest orders have moved from the newest ones that a model was trained on; see `driftOf`. */
    driftSince(position: bigint): number | undefined;
    apply(events: readonly Recorded[]): void;
}
//# sourceMappingURL=trade.d.ts.map