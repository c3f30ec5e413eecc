/** For each item its strongest partners, strongest first: rows side by side in three arrays. */
export type PairTable = {
    readonly starts: Int32Array;
    readonly items: Int32Array;
    readonly weights: Float32Array;
};
/** Adds weight to partners of the row that is being counted. */
export type Row = {
    readonly add: (item: number, weight: number) => void;
};
/** Partners kept per item: so many that few are missed, and a table of 50,000 items stays below 100 MB. */
export declare const partnersKept: (items: number) => number;
/**
 * Counts row by row, so that memory holds one row in full and of the others only what is kept. Exact for what is kept;
 * equal weights are ordered by item.
 *
 * @param count adds all partners of one item
 * @param finish turns a counted weight into the weight that is kept, by which partners are chosen; 0 or less drops it
 */
export declare const countPairs: (items: number, kept: number, count: (item: number, row: Row) => void, finish: (item: number, partner: number, weight: number) => number) => PairTable;
/** Adds `weight` times the row of `item` to scores. */
export declare const addRow: (table: PairTable, item: number, weight: number, scores: Float32Array) => void;
//# sourceMappingURL=pair-table.d.ts.map