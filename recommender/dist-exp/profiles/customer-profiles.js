const MOST_PRODUCTS = 200;
const keyOf = ({ kind, id }) => `${kind}:${id}`;
/**
 * Profiles of buyers, folded from their orders. A cancelled order stays in its buyer's profile: they wanted it. Who is
 * erased is forgotten.
 * Bounded: past `most` buyers, the one whose last order is furthest back in the log is forgotten.
 */
export class CustomerProfiles {
    #skus;
    #most;
    /** Ordered by last order: a map keeps the order of insertion, and a buyer who orders again is inserted again. */
    #profiles = new Map();
    /** @default most 100,000 buyers */
    constructor(skus, most = 100_000) {
        this.#skus = skus;
        this.#most = most;
    }
    apply(event) {
        if (event.type === 'CustomerErased') {
            for (const kind of ['customer', 'shopper'])
                this.#profiles.delete(keyOf({ kind, id: event.data.customerId }));
            return;
        }
        if (event.type !== 'OrderPlaced')
            return;
        const { customerId, shopperId, lines } = event.data;
        const bought = [...new Set(lines.map((line) => this.#skus.numberFor(line.sku)))];
        if (customerId !== null)
            this.#remember({ kind: 'customer', id: customerId }, bought, event.metadata.occurredAt);
        if (shopperId !== undefined)
            this.#remember({ kind: 'shopper', id: shopperId }, bought, event.metadata.occurredAt);
    }
    profileOf(buyer) {
        return this.#profiles.get(keyOf(buyer));
    }
    #remember(buyer, bought, at) {
        const key = keyOf(buyer);
        const known = this.#profiles.get(key);
        this.#profiles.delete(key);
        this.#profiles.set(key, {
            orders: (known?.orders ?? 0) + 1,
            lastOrderAt: known && known.lastOrderAt > at ? known.lastOrderAt : at,
            bought: [...new Set([...bought, ...(known?.bought ?? [])])].slice(0, MOST_PRODUCTS),
        });
        if (this.#profiles.size <= this.#most)
            return;
        const oldest = this.#profiles.keys().next();
        if (oldest.done !== true)
            this.#profiles.delete(oldest.value);
    }
}
//# sourceMappingURL=customer-profiles.js.map