/**
 * How much one order says about any two of its products: 1 up to 21 products, then less in proportion, so that no
 * order gives one product more than 20 neighbours' worth. Wholesale orders of 1,000 products exist, and say little.
 *
 * @param products distinct products of the order
 */
export declare const basketWeight: (products: number) => number;
//# sourceMappingURL=basket-weight.d.ts.map