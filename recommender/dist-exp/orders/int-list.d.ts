/** A list of 32-bit whole numbers that grows: four bytes each, where an array of numbers may take sixteen. */
export declare class IntList {
    #private;
    constructor(capacity?: number);
    get length(): number;
    push(value: number): void;
    /** The values now, as a window that the next `push` may outdate: read it, do not keep it. */
    view(): Int32Array;
    /** Forgets the values before the first that is at least `least`; they must be ascending. */
    dropBelow(least: number): void;
}
//# sourceMappingURL=int-list.d.ts.map