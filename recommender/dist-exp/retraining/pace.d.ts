/** How fast orders come: at the pace of a shop that trades, or of history that is being imported. */
export declare class Pace {
    #private;
    /**
     * @param atMs milliseconds that never go back
     * @param placed orders that were placed, ever
     * @returns whether they pour in; undefined while that is not known yet: all of history is new to a process that has just
     * begun. An import is known by its first moments; that it is over, by a calm while.
     */
    measure(atMs: number, placed: number): boolean | undefined;
    get pouring(): boolean;
}
//# sourceMappingURL=pace.d.ts.map