/** A list of 32-bit whole numbers that grows: four bytes each, where an array of numbers may take sixteen. */
export class IntList {
    #values;
    #length = 0;
    constructor(capacity = 4) {
        this.#values = new Int32Array(capacity);
    }
    get length() {
        return this.#length;
    }
    push(value) {
        if (this.#length === this.#values.length) {
            const larger = new Int32Array(this.#length * 2);
            larger.set(this.#values);
            this.#values = larger;
        }
        this.#values[this.#length++] = value;
    }
    /** The values now, as a window that the next `push` may outdate: read it, do not keep it. */
    view() {
        return this.#values.subarray(0, this.#length);
    }
    /** Forgets the values before the first that is at least `least`; they must be ascending. */
    dropBelow(least) {
        const kept = this.view().filter((value) => value >= least);
        this.#length = kept.length;
        this.#values = kept.length > 4 ? kept : Int32Array.from({ length: 4 }, (_, at) => kept[at] ?? 0);
    }
}
//# sourceMappingURL=int-list.js.map