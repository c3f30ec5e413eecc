/** What an event does to a shelf: pieces on it less pieces held for orders. The same sums as the availability read model. */
const freed = (event) => {
    const of = (sku, pieces) => ({ sku, pieces });
    switch (event.type) {
        case 'StockReceived':
        case 'StockAdjusted':
        case 'StockReturned':
            return of(event.data.sku, event.data.quantity);
        case 'StockCounted':
            return of(event.data.sku, event.data.difference);
        case 'StockWrittenOff':
        case 'StockReserved':
            return of(event.data.sku, -event.data.quantity);
        case 'StockReleased':
            return of(event.data.sku, event.data.quantity);
        case 'ReservationExpired':
            // What waited only never lay on this shelf.
            return event.data.waiting ? undefined : of(event.data.sku, event.data.quantity);
        case 'StockShipped':
            return of(event.data.sku, event.data.fromReservation - event.data.quantity);
        default:
            return undefined;
    }
};
/** The types of event that `Shelves` folds. */
export const shelfEventTypes = [
    ...['StockReceived', 'StockAdjusted', 'StockReturned', 'StockCounted', 'StockWrittenOff', 'StockReserved'],
    ...['StockReleased', 'ReservationExpired', 'StockShipped', 'ProductDiscontinued', 'ProductReinstated'],
];
/** What can be bought now: what is left to sell of each product, and what is not sold any more. */
export class Shelves {
    #skus;
    /** Free pieces; undefined where no stock of a product was ever told of. */
    #free = [];
    #discontinued = new Set();
    constructor(skus) {
        this.#skus = skus;
    }
    apply(event) {
        const change = freed(event);
        if (change) {
            const number = this.#skus.numberFor(change.sku);
            // Filled from the front, so that the list stays a list of numbers and no table of holes.
            while (this.#free.length <= number)
                this.#free.push(undefined);
            this.#free[number] = (this.#free[number] ?? 0) + change.pieces;
        }
        else if (event.type === 'ProductDiscontinued')
            this.#discontinued.add(this.#skus.numberFor(event.data.sku));
        else if (event.type === 'ProductReinstated')
            this.#discontinued.delete(this.#skus.numberFor(event.data.sku));
    }
    /**
     * Whether it may be shown as something to buy. A product whose stock nobody ever told of is not held back: a shop that
     * has only its orders would recommend nothing.
     */
    canBeBought(sku) {
        return !this.#discontinued.has(sku) && (this.#free[sku] ?? 1) > 0;
    }
    /** Whether pieces of it are known to lie there: what a product needs that nobody has bought yet. */
    liesThere(sku) {
        return !this.#discontinued.has(sku) && (this.#free[sku] ?? 0) > 0;
    }
}
//# sourceMappingURL=shelves.js.map