/** The products of the shop, folded from their own events. A SKU that only stands in orders has no profile. */
export class ProductProfiles {
    #skus;
    #profiles = [];
    /** Numbers in the order in which the shop defined them. */
    #inOrder = [];
    constructor(skus) {
        this.#skus = skus;
    }
    get count() {
        return this.#inOrder.length;
    }
    /** The numbers of all products, in the order in which the shop defined them. */
    get inOrder() {
        return this.#inOrder;
    }
    apply(event) {
        if (event.type === 'ProductDefined') {
            const { sku, title, priceMinor, category = null } = event.data;
            const number = this.#skus.numberFor(sku);
            const known = this.#profiles[number];
            if (!known)
                this.#inOrder.push(number);
            const definedAt = known?.definedAt ?? event.metadata.occurredAt;
            const definedBy = known?.definedBy ?? event.position;
            const categoryPath = category === null ? [] : [category];
            this.#profiles[number] = { sku, title, priceMinor, category, categoryPath, definedAt, definedBy };
        }
        if (event.type === 'ProductDescribed') {
            const { sku, title, categoryPath } = event.data;
            const number = this.#skus.numberFor(sku);
            const known = this.#profiles[number];
            if (known)
                this.#profiles[number] = { ...known, title, categoryPath, category: categoryPath.at(-1) ?? null };
        }
        if (event.type === 'ProductPriceChanged') {
            const number = this.#skus.numberFor(event.data.sku);
            const known = this.#profiles[number];
            if (known)
                this.#profiles[number] = { ...known, priceMinor: event.data.priceMinor };
        }
    }
    profileOf(sku) {
        return this.#profiles[sku];
    }
}
//# sourceMappingURL=product-profiles.js.map