/**
 * Who took what together and when, in compact columns: one entry per basket (an invoice, or one step of a session), in
 * order of time, and the distinct products of each basket side by side.
 */
export type History = {
    readonly userNames: readonly string[];
    readonly itemNames: readonly string[];
    /** What a product is called; empty where nobody said. One per item. */
    readonly itemTexts: readonly string[];
    /** Whether `days` says anything; without times the order of the baskets is all that is known. */
    readonly timed: boolean;
    /** User of each basket. */
    readonly users: Int32Array;
    /** Days since 1970 of each basket, never falling; all 0 where there are no times. */
    readonly days: Float64Array;
    /** Where the items of each basket begin; one more entry than baskets. */
    readonly starts: Int32Array;
    readonly items: Int32Array;
};
/** Lists of numbers, one per owner, in one array: those of `owner` are `values[starts[owner]] .. values[starts[owner + 1] - 1]`. */
export type Lists = {
    readonly starts: Int32Array;
    readonly values: Int32Array;
};
export declare const basketCount: (history: History) => number;
/** The products of one basket; a view, not a copy. */
export declare const itemsOf: (history: History, basket: number) => Int32Array;
export declare const listOf: ({ starts, values }: Lists, owner: number) => Int32Array;
/** Baskets of each user, oldest first. */
export declare const basketsByUser: (history: History) => Lists;
/** Baskets of each item, oldest first. */
export declare const basketsByItem: (history: History) => Lists;
/** The same history with some baskets only; names and numbers of users and items stay. */
export declare const selectBaskets: (history: History, keep: (basket: number) => boolean) => History;
/** Items per basket on average; 0 for an empty history. */
export declare const averageBasket: (history: History) => number;
//# sourceMappingURL=history.d.ts.map