const WHOLE_BASKET = 21;
/**
 * How much one order says about any two of its products: 1 up to 21 products, then less in proportion, so that no
 * order gives one product more than 20 neighbours' worth. Wholesale orders of 1,000 products exist, and say little.
 *
 * @param products distinct products of the order
 */
export const basketWeight = (products) => Math.min(1, (WHOLE_BASKET - 1) / Math.max(1, products - 1));
//# sourceMappingURL=basket-weight.js.map