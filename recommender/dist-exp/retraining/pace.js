/** More orders than this in so long are an import. */
const POURING = { orders: 40, ms: 2_000 };
/** How fast orders come: at the pace of a shop that trades, or of history that is being imported. */
export class Pace {
    #since;
    #pouring;
    /**
     * @param atMs milliseconds that never go back
     * @param placed orders that were placed, ever
     * @returns whether they pour in; undefined while that is not known yet: all of history is new to a process that has just
     * begun. An import is known by its first moments; that it is over, by a calm while.
     */
    measure(atMs, placed) {
        this.#since ??= { atMs, placed };
        const pouring = placed - this.#since.placed > POURING.orders;
        if (atMs - this.#since.atMs >= POURING.ms) {
            this.#since = { atMs, placed };
            this.#pouring = pouring;
        }
        else if (pouring && this.#pouring === false)
            this.#pouring = true;
        return this.#pouring;
    }
    get pouring() {
        return this.#pouring === true;
    }
}
//# sourceMappingURL=pace.js.map