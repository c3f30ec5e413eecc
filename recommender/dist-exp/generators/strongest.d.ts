/**
 * The `count` items of the greatest weight, strongest first; among equals the earlier item wins. Items without weight
 * (0 or less) are left out. One pass with a short sorted list: far cheaper than sorting all where few are wanted.
 */
export declare const strongest: (items: Iterable<number>, count: number, weightOf: (item: number) => number) => readonly {
    readonly item: number;
    readonly weight: number;
}[];
//# sourceMappingURL=strongest.d.ts.map