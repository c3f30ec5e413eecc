import { Model } from '../model.js';
import { Buyers } from './buyers.js';
import { shelfEventTypes, Shelves } from './shelves.js';
import { showingEventTypes, Showings } from './showings.js';
import { visitEventTypes, Visits } from './visits.js';
/** The event types that are folded while serving; the store sends no others. */
export const servedEventTypes = [
    ...['OrderPlaced', 'OrderCancelled', 'ProductDefined', 'ProductDescribed', 'ProductPriceChanged'],
    ...shelfEventTypes,
    ...visitEventTypes,
    ...showingEventTypes,
];
/**
 * Everything that an answer may rest on: a fold over the log, in memory, built anew at every start. What somebody did a
 * second ago is in it as soon as the log has said so. An event at or below the last position changes nothing.
 */
export class Knowledge {
    /** What was bought together and what is popular: counts, and the orders that prove them. */
    counts;
    shelves;
    visits;
    buyers;
    showings;
    #lastPosition;
    /** @param most of what is kept; see the parts for what is usual */
    constructor(most = {}) {
        this.counts = new Model(most.lines === undefined ? {} : { mostLines: most.lines });
        const { skus, orders } = this.counts;
        this.shelves = new Shelves(skus);
        this.visits = new Visits(skus, most.visitors);
        this.showings = new Showings(skus);
        this.buyers = new Buyers(skus, (orderId) => orders.isWithdrawn(orderId), most.buyers);
    }
    get foldedTo() {
        return this.counts.foldedTo;
    }
    /** Folds events in log order, and notes how far the log was looked at. */
    apply(events, considered) {
        for (const event of events) {
            if (this.#lastPosition !== undefined && event.position <= this.#lastPosition)
                continue;
            this.#lastPosition = event.position;
            this.shelves.apply(event);
            this.visits.apply(event);
            this.buyers.apply(event);
            this.showings.apply(event);
        }
        this.counts.apply(events, considered);
    }
}
//# sourceMappingURL=knowledge.js.map