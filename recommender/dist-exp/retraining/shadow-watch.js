/**
 * A new model that answers real questions beside the champion before it is judged; nobody is shown what it says. How much it
 * agrees is told and decides nothing: a better model answers differently. That it cannot answer at all decides.
 */
export class ShadowWatch {
    model;
    #answers = 0;
    #shares = 0;
    #fault;
    constructor(model) {
        this.model = model;
    }
    /** @param share of the champion's answer that it would have given, too */
    compared(share) {
        this.#answers++;
        this.#shares += share;
    }
    failed(error) {
        this.#fault ??= error instanceof Error ? error.message : String(error);
    }
    /** Why it cannot serve; undefined while it can. */
    get fault() {
        return this.#fault;
    }
    get figures() {
        return { answers: this.#answers, agreement: this.#answers === 0 ? 0 : this.#shares / this.#answers };
    }
}
//# sourceMappingURL=shadow-watch.js.map