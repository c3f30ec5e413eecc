import { IntList } from './int-list.js';
import { OrderColumns } from './order-columns.js';
/**
 * The newest orders of the log, by order and by product. Both directions are kept, four bytes a line each, so that any
 * count of "bought together" is exact and can name its events, and a cancelled order can be taken back exactly.
 *
 * Memory is bounded: past `mostLines` lines by half, the oldest orders are forgotten until `mostLines` are left. What is forgotten depends
 * on the events alone, never on how they were batched.
 */
export class OrderMemory {
    #skus;
    #mostLines;
    #ordinals = new Map();
    #postings = [];
    #orders = new OrderColumns();
    /** The ordinal of the first order kept: ordinals count up for ever, columns move when old orders are forgotten. */
    #first = 0;
    /** @param mostLines how many order lines are kept. @default mostLines 2 million: twice the two years of the sample */
    constructor(skus, mostLines = 2_000_000) {
        this.#skus = skus;
        this.#mostLines = mostLines;
    }
    get lines() {
        return this.#orders.lineCount;
    }
    /** Whether an order was cancelled; false for one that was forgotten. */
    isWithdrawn(orderId) {
        const ordinal = this.#ordinals.get(orderId);
        return ordinal !== undefined && this.#orders.isWithdrawn(ordinal - this.#first);
    }
    /** How many orders were placed with a product, cancelled ones too; costs nothing. */
    placedWith(sku) {
        return this.#postings[sku]?.length ?? 0;
    }
    /** How many orders hold all of the products. */
    timesHolding(skus) {
        return this.newestHolding(skus, Infinity).length;
    }
    /** Folds one event. An order that is known already, or was forgotten before it was cancelled, changes nothing. */
    apply(event) {
        if (event.type === 'OrderPlaced')
            return this.#place(event);
        if (event.type === 'OrderCancelled')
            return this.#withdraw(event.data.orderId);
        return [];
    }
    eachBasketWith(sku, visit) {
        for (const ordinal of this.#postings[sku]?.view() ?? []) {
            const number = ordinal - this.#first;
            if (!this.#orders.isWithdrawn(number))
                visit(this.#orders.basketOf(number));
        }
    }
    newestHolding(skus, most) {
        const lists = skus.map((sku) => this.#postings[sku]?.view() ?? new Int32Array());
        const [shortest = new Int32Array(), ...others] = lists.sort((a, b) => a.length - b.length);
        const found = [];
        for (let at = shortest.length - 1; at >= 0 && found.length < most; at--) {
            const ordinal = shortest[at] ?? 0;
            const number = ordinal - this.#first;
            if (this.#orders.isWithdrawn(number) || !others.every((list) => holds(list, ordinal)))
                continue;
            found.push(this.#orders.positionOf(number));
        }
        return found;
    }
    #place({ data, position, metadata, recordedAt, }) {
        const { orderId } = data;
        if (this.#ordinals.has(orderId))
            return [];
        const basket = Int32Array.from(new Set(data.lines.map((line) => this.#skus.numberFor(line.sku)))).sort();
        // Nothing is recorded before it happens: a clock that is ahead of the store's would have an order weigh as one of years to come.
        const placedAt = Math.min(Date.parse(metadata.occurredAt), Date.parse(recordedAt));
        const ordinal = this.#first + this.#orders.push({ orderId, position, placedAt }, basket);
        this.#ordinals.set(orderId, ordinal);
        while (this.#postings.length < this.#skus.size)
            this.#postings.push(new IntList());
        for (const sku of basket)
            this.#postings[sku]?.push(ordinal);
        return [{ kind: 'placed', order: { placedAt, basket } }, ...this.#forget()];
    }
    #withdraw(orderId) {
        const ordinal = this.#ordinals.get(orderId);
        if (ordinal === undefined || this.#orders.isWithdrawn(ordinal - this.#first))
            return [];
        this.#orders.withdraw(ordinal - this.#first);
        return [{ kind: 'withdrawn', order: this.#orderAt(ordinal - this.#first) }];
    }
    #forget() {
        // Half as much again may gather first, so that the cost of moving everything is spread over many orders.
        if (this.lines <= this.#mostLines * 1.5)
            return [];
        const changes = [];
        let count = 0;
        for (let left = this.lines; left > this.#mostLines && count < this.#orders.length - 1; count++) {
            left -= this.#orders.basketOf(count).length;
            this.#ordinals.delete(this.#orders.orderIdOf(count) ?? '');
            if (!this.#orders.isWithdrawn(count))
                changes.push({ kind: 'forgotten', order: this.#orderAt(count) });
        }
        this.#orders.dropFirst(count);
        this.#first += count;
        for (const posting of this.#postings)
            posting.dropBelow(this.#first);
        return changes;
    }
    /** A copy, since columns move: what a change tells must stay as it was. */
    #orderAt(number) {
        return { placedAt: this.#orders.placedAtOf(number), basket: this.#orders.basketOf(number).slice() };
    }
}
/** Whether an ascending list holds a value. */
const holds = (list, value) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((list[middle] ?? 0) < value)
            low = middle + 1;
        else
            high = middle;
    }
    return list[low] === value;
};
//# sourceMappingURL=order-memory.js.map