/** The types of event that `Showings` folds. */
export const showingEventTypes = ['RecommendationsShown'];
/** Lists of one visitor's day that count: who sees a thousand is a machine, and would use up the first showings of all that is new. */
const MOST_OF_A_DAY = 20;
/** Visitors of a day whose lists are counted at once; beyond, whoever saw one least lately is counted anew. */
const MOST_VISITORS = 20_000;
/**
 * How often each product stood on a list that somebody saw. Only those are told who agreed to it: where nobody does, nothing is
 * known of showings at all, and `isTold` says so. Bounded, and what one visitor adds in a day is, too.
 */
export class Showings {
    #skus;
    /** By number of the product. */
    #times = [];
    /** Lists by visitor and day; whoever saw one last stands last. */
    #lists = new Map();
    #isTold = false;
    constructor(skus) {
        this.#skus = skus;
    }
    /** Whether any showing was ever told of. */
    get isTold() {
        return this.#isTold;
    }
    /** @param sku a product's number */
    of(sku) {
        return this.#times[sku] ?? 0;
    }
    apply(event) {
        if (event.type === 'CustomerErased')
            this.#forget(event.data.customerId);
        if (event.type !== 'RecommendationsShown')
            return;
        this.#isTold = true;
        if (!this.#counts(`${event.data.visitorId} ${event.metadata.occurredAt.slice(0, 10)}`))
            return;
        for (const name of new Set(event.data.skus)) {
            const sku = this.#skus.numberFor(name);
            // Filled from the front, so that the list stays a list of numbers and no table of holes.
            while (this.#times.length <= sku)
                this.#times.push(0);
            this.#times[sku] = this.of(sku) + 1;
        }
    }
    /** Of the products it stays known that they were seen; by whom, it does not. */
    #forget(visitorId) {
        for (const visitorsDay of this.#lists.keys())
            if (visitorsDay.startsWith(`${visitorId} `))
                this.#lists.delete(visitorsDay);
    }
    #counts(visitorsDay) {
        const lists = (this.#lists.get(visitorsDay) ?? 0) + 1;
        this.#lists.delete(visitorsDay);
        this.#lists.set(visitorsDay, lists);
        const oldest = this.#lists.keys().next();
        if (this.#lists.size > MOST_VISITORS && oldest.done !== true)
            this.#lists.delete(oldest.value);
        return lists <= MOST_OF_A_DAY;
    }
}
//# sourceMappingURL=showings.js.map