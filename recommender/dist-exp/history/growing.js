/** A list of 32-bit whole numbers that grows: eight times smaller than an array of numbers among objects. */
export class GrowingInts {
    #values = new Int32Array(1_024);
    #length = 0;
    get length() {
        return this.#length;
    }
    /** @returns the new length */
    push(value) {
        if (this.#length === this.#values.length) {
            const larger = new Int32Array(this.#length * 2);
            larger.set(this.#values);
            this.#values = larger;
        }
        this.#values[this.#length] = value;
        return ++this.#length;
    }
    /** What is in it now; a view, valid until the next push. */
    array() {
        return this.#values.subarray(0, this.#length);
    }
}
/** The same for 64-bit floating point numbers. */
export class GrowingFloats {
    #values = new Float64Array(1_024);
    #length = 0;
    /** @returns the new length */
    push(value) {
        if (this.#length === this.#values.length) {
            const larger = new Float64Array(this.#length * 2);
            larger.set(this.#values);
            this.#values = larger;
        }
        this.#values[this.#length] = value;
        return ++this.#length;
    }
    array() {
        return this.#values.subarray(0, this.#length);
    }
}
//# sourceMappingURL=growing.js.map