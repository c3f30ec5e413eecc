const grown = (column, make, size) => {
    if (size <= column.length)
        return column;
    const larger = make(Math.max(size, column.length * 2));
    // Columns of one kind only: the type parameter says so, `set` of a union does not.
    larger.set(column);
    return larger;
};
/**
 * Orders in columns: a few flat arrays instead of an object and an array for each order, which would take five times
 * the memory. Orders are numbered from 0 and can be dropped from the front.
 */
export class OrderColumns {
    #orderIds = [];
    #positions = new BigInt64Array(64);
    #placedAt = new Float64Array(64);
    #withdrawn = new Uint8Array(64);
    /** Where the lines of an order begin; those of the next one are where they end. */
    #starts = new Int32Array(65);
    #lines = new Int32Array(512);
    get length() {
        return this.#orderIds.length;
    }
    get lineCount() {
        return this.#starts[this.length] ?? 0;
    }
    /** @returns the number of the new order */
    push({ orderId, position, placedAt }, basket) {
        const number = this.length;
        const start = this.lineCount;
        const end = start + basket.length;
        this.#positions = grown(this.#positions, (size) => new BigInt64Array(size), number + 1);
        this.#placedAt = grown(this.#placedAt, (size) => new Float64Array(size), number + 1);
        this.#withdrawn = grown(this.#withdrawn, (size) => new Uint8Array(size), number + 1);
        this.#starts = grown(this.#starts, (size) => new Int32Array(size), number + 2);
        this.#lines = grown(this.#lines, (size) => new Int32Array(size), end);
        this.#orderIds.push(orderId);
        this.#positions[number] = position;
        this.#placedAt[number] = placedAt;
        this.#withdrawn[number] = 0;
        this.#starts[number + 1] = end;
        this.#lines.set(basket, start);
        return number;
    }
    orderIdOf(number) {
        return this.#orderIds[number];
    }
    positionOf(number) {
        return this.#positions[number] ?? 0n;
    }
    placedAtOf(number) {
        return this.#placedAt[number] ?? 0;
    }
    isWithdrawn(number) {
        return this.#withdrawn[number] !== 0;
    }
    withdraw(number) {
        this.#withdrawn[number] = 1;
    }
    /** The products of an order; a window on the column, to be read at once and not kept. */
    basketOf(number) {
        return this.#lines.subarray(this.#starts[number] ?? 0, this.#starts[number + 1] ?? 0);
    }
    /** Drops the first orders; the rest are numbered from 0 again. */
    dropFirst(count) {
        const end = this.length;
        const firstLine = this.#starts[count] ?? 0;
        this.#lines = this.#lines.slice(firstLine, this.lineCount);
        this.#starts = this.#starts.slice(count, end + 1).map((start) => start - firstLine);
        this.#positions = this.#positions.slice(count, end);
        this.#placedAt = this.#placedAt.slice(count, end);
        this.#withdrawn = this.#withdrawn.slice(count, end);
        this.#orderIds = this.#orderIds.slice(count);
    }
}
//# sourceMappingURL=order-columns.js.map