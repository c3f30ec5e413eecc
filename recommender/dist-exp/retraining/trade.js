import { hashOfErased } from '../training/trained-model.js';
import { driftOf } from './drift.js';
/** Orders that are remembered one by one, the newest; those before them are only counted. */
const MOST_ORDERS = 10_000;
/** Buyers that are known again; beyond, whoever ordered least lately is taken for new. */
const MOST_BUYERS = 100_000;
/** Older ones may gather to a quarter more, so that cutting them off costs nothing an order. */
const SLACK = 1.25;
/** Newest orders of before and after a training that drift is measured on. */
const DRIFT_ORDERS = 2_000;
/**
 * What the shop trades, as far as it decides when to train: a fold of orders and erasures, in memory. An event at or below
 * the last position changes nothing. Bounded: 10,000 orders with their products, 100,000 buyers, and the ids of the erased.
 */
export class Trade {
    #fewest;
    #products = new Map();
    /** Position of their first order; whoever ordered last stands last. */
    #buyers = new Map();
    #erased = new Set();
    #orders = [];
    #placed = 0;
    #cancelled = 0;
    #position;
    #erasedHash;
    #importedMs = -Infinity;
    constructor(fewest) {
        this.#fewest = fewest;
    }
    /** Orders that were placed, ever. */
    get placed() {
        return this.#placed;
    }
    /** When the newest order was recorded that came from another shop's books; milliseconds since 1970, -Infinity where none did. */
    get importedMs() {
        return this.#importedMs;
    }
    /** `hashOfErased` of everyone who is erased. */
    get erased() {
        return (this.#erasedHash ??= hashOfErased(this.#erased));
    }
    /** What is missing to learn from, in words; undefined where there is enough. A training may still find its newest weeks too thin. */
    get missing() {
        const { orders, buyers, products } = this.#fewest;
        const standing = this.#placed - this.#cancelled;
        const short = [
            ...(standing < orders ? [`${standing.toString()} of ${orders.toString()} orders`] : []),
            ...(this.#buyers.size < buyers ? [`${this.#buyers.size.toString()} of ${buyers.toString()} buyers`] : []),
            ...(this.#products.size < products
                ? [`${this.#products.size.toString()} of ${products.toString()} products`]
                : []),
        ];
        return short.length === 0
            ? undefined
            : `too little to learn from: ${short.join(', ')}; recommendations go by counts until there are more`;
    }
    /** Orders after a position; at most as many as are remembered, where it lies further back. */
    ordersSince(position) {
        return this.#orders.length - this.#firstAfter(position);
    }
    /** Customers who ordered after a position and had ordered before it. */
    returningSince(position) {
        const since = this.#orders.slice(this.#firstAfter(position));
        return new Set(since.flatMap(({ buyer }) => (buyer !== undefined && buyer <= position ? [buyer] : []))).size;
    }
    /** How far the newest orders have moved from the newest ones that a model was trained on; see `driftOf`. */
    driftSince(position) {
        const at = this.#firstAfter(position);
        const lines = (orders) => orders.flatMap(({ products }) => products);
        return driftOf(lines(this.#orders.slice(Math.max(0, at - DRIFT_ORDERS), at)), lines(this.#orders.slice(Math.max(at, this.#orders.length - DRIFT_ORDERS))));
    }
    apply(events) {
        for (const event of events) {
            if (this.#position !== undefined && event.position <= this.#position)
                continue;
            this.#position = event.position;
            if (event.type === 'OrderPlaced')
                this.#place(event);
            else if (event.type === 'OrderCancelled')
                this.#cancelled++;
            else if (event.type === 'CustomerErased') {
                this.#erased.add(event.data.customerId);
                this.#buyers.delete(event.data.customerId);
                this.#erasedHash = undefined;
            }
        }
    }
    #place({ position, data, metadata, recordedAt }) {
        this.#placed++;
        if (metadata.origin === 'import')
            this.#importedMs = Math.max(this.#importedMs, Date.parse(recordedAt));
        const { customerId, shopperId, lines } = data;
        const buyer = this.#firstOrderOf(customerId ?? shopperId, position);
        const products = [...new Set(lines.map(({ sku }) => this.#numberOf(sku)))];
        this.#orders.push({ position, products, buyer });
        if (this.#orders.length > MOST_ORDERS * SLACK)
            this.#orders = this.#orders.slice(-MOST_ORDERS);
    }
    #firstOrderOf(buyer, position) {
        if (buyer === undefined)
            return undefined;
        const first = this.#buyers.get(buyer) ?? position;
        this.#buyers.delete(buyer);
        this.#buyers.set(buyer, first);
        const oldest = this.#buyers.keys().next();
        if (this.#buyers.size > MOST_BUYERS && oldest.done !== true)
            this.#buyers.delete(oldest.value);
        return first;
    }
    #numberOf(sku) {
        const known = this.#products.get(sku) ?? this.#products.size;
        this.#products.set(sku, known);
        return known;
    }
    /** Place of the first remembered order after a position. */
    #firstAfter(position) {
        let low = 0;
        let high = this.#orders.length;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if ((this.#orders[middle]?.position ?? 0n) <= position)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
//# sourceMappingURL=trade.js.map