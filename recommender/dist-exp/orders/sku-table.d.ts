/** Gives each SKU a small number, in order of appearance: counts are kept by number, names are looked up at the door. */
export declare class SkuTable {
    #private;
    get size(): number;
    /** The number of a SKU, given now where it has none. */
    numberFor(sku: string): number;
    find(sku: string): number | undefined;
    /** @throws RangeError for a number that this table never gave */
    nameOf(number: number): string;
}
//# sourceMappingURL=sku-table.d.ts.map