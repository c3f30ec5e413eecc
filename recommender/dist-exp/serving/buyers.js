/** Orders of one buyer that are looked at: whoever has 10,000 is known well enough by the newest. As many as in training. */
export const MOST_ORDERS = 400;
/** Older ones may gather to half as many again, so that cutting them off costs nothing an order. */
const SLACK = 1.5;
const DAY_MS = 86_400_000;
/** Visitors and customers have the same kind of id; where both are the same person, one list is enough. */
const keyOf = ({ kind, id }) => `${kind}:${id}`;
/**
 * The orders of each buyer in the order of the log, as the learned model looks at them. A cancelled order is left out and
 * an erased customer is forgotten, as in training. Bounded in orders per buyer and in buyers: past `most`, the one whose
 * last order is furthest back goes.
 */
export class Buyers {
    #skus;
    #isWithdrawn;
    #most;
    #orders = new Map();
    #day = 0;
    /**
     * @param isWithdrawn whether an order was cancelled: the one memory of orders knows it
     * @default most 100,000 buyers
     */
    constructor(skus, isWithdrawn, most = 100_000) {
        this.#skus = skus;
        this.#isWithdrawn = isWithdrawn;
        this.#most = most;
    }
    /**
     * What counts as today, in days since 1970: the day of the order that stands last in the log. No clock is asked: one that
     * jumps moves nothing, and an order that was dated wrong is set right by the next.
     */
    get today() {
        return this.#day;
    }
    get count() {
        return this.#orders.size;
    }
    /** The orders of the first of these buyers that has any, oldest first. */
    ordersOf(buyers) {
        for (const buyer of buyers) {
            const orders = this.#orders.get(keyOf(buyer));
            const kept = orders?.slice(-MOST_ORDERS).filter(({ orderId }) => !this.#isWithdrawn(orderId)) ?? [];
            if (kept.length > 0)
                return kept;
        }
        return [];
    }
    apply(event) {
        if (event.type === 'OrderPlaced') {
            const { orderId, customerId, shopperId, lines } = event.data;
            const items = Int32Array.from(new Set(lines.map(({ sku }) => this.#skus.numberFor(sku))));
            this.#day = Date.parse(event.metadata.occurredAt) / DAY_MS;
            const bought = { orderId, items, day: this.#day, position: event.position };
            if (customerId !== null)
                this.#add(keyOf({ kind: 'customer', id: customerId }), bought);
            if (shopperId !== undefined)
                this.#add(keyOf({ kind: 'shopper', id: shopperId }), bought);
        }
        else if (event.type === 'CustomerErased') {
            this.#orders.delete(keyOf({ kind: 'customer', id: event.data.customerId }));
            this.#orders.delete(keyOf({ kind: 'shopper', id: event.data.customerId }));
        }
    }
    #add(key, bought) {
        const orders = this.#orders.get(key) ?? [];
        this.#orders.delete(key);
        this.#orders.set(key, orders);
        orders.push(bought);
        if (orders.length > MOST_ORDERS * SLACK)
            orders.splice(0, orders.length - MOST_ORDERS);
        if (this.#orders.size <= this.#most)
            return;
        const oldest = this.#orders.keys().next();
        if (oldest.done !== true)
            this.#orders.delete(oldest.value);
    }
}
//# sourceMappingURL=buyers.js.map