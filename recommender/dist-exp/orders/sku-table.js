/** Gives each SKU a small number, in order of appearance: counts are kept by number, names are looked up at the door. */
export class SkuTable {
    #numbers = new Map();
    #names = [];
    get size() {
        return this.#names.length;
    }
    /** The number of a SKU, given now where it has none. */
    numberFor(sku) {
        const known = this.#numbers.get(sku);
        if (known !== undefined)
            return known;
        this.#numbers.set(sku, this.#names.length);
        return this.#names.push(sku) - 1;
    }
    find(sku) {
        return this.#numbers.get(sku);
    }
    /** @throws RangeError for a number that this table never gave */
    nameOf(number) {
        const name = this.#names[number];
        if (name === undefined)
            throw new RangeError(`no SKU has the number ${number.toString()}`);
        return name;
    }
}
//# sourceMappingURL=sku-table.js.map