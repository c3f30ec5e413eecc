/** A list of 32-bit whole numbers that grows: eight times smaller than an array of numbers among objects. */
export declare class GrowingInts {
    #private;
    get length(): number;
    /** @returns the new length */
    push(value: number): number;
    /** What is in it now; a view, valid until the next push. */
    array(): Int32Array;
}
/** The same for 64-bit floating point numbers. */
export declare class GrowingFloats {
    #private;
    /** @returns the new length */
    push(value: number): number;
    array(): Float64Array;
}
//# sourceMappingURL=growing.d.ts.map