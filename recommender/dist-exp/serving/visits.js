const skusOf = (lines) => lines.map(({ sku }) => sku);
/** The types of event that `Visits` folds. */
export const visitEventTypes = [
    ...['ProductViewed', 'RecommendationFollowed', 'VisitorConsentChanged', 'ConsentChanged', 'CustomerErased'],
    ...['ItemAddedToCart', 'CartQuantityChanged', 'ItemRemovedFromCart', 'CartCheckedOut', 'CartMerged'],
    'CartHandedOver',
];
/** A visitor who looks at a million products is known by the last of them. */
const MOST_VIEWED = 20;
const MOST_IN_BASKET = 200;
/** What was looked at longer before the newest look belongs to another visit. */
const ONE_VISIT_MS = 86_400_000;
const nobody = { viewed: [], basket: [] };
/**
 * What visitors do now: the products that they looked at, where they agreed to that, and what lies in their baskets. A
 * basket is theirs without asking: it is kept because they asked for it. Words that were searched are sealed, and the
 * recommender has no key to them.
 *
 * Bounded: so many things per visitor, and past `most` visitors the one who did nothing for longest is forgotten.
 */
export class Visits {
    #skus;
    #most;
    /** In order of the last thing done: a map keeps the order of insertion. */
    #visitors = new Map();
    /** @default most 20,000 visitors, some 30 MB if all of them look at everything */
    constructor(skus, most = 20_000) {
        this.#skus = skus;
        this.#most = most;
    }
    get visitors() {
        return this.#visitors.size;
    }
    of(visitorId) {
        const known = this.#visitors.get(visitorId);
        if (!known)
            return nobody;
        const newest = known.viewed[0]?.at ?? 0;
        return { basket: known.basket, viewed: known.viewed.filter(({ at }) => newest - at <= ONE_VISIT_MS) };
    }
    apply(event) {
        switch (event.type) {
            case 'ProductViewed':
            case 'RecommendationFollowed':
                this.#put(event.data.visitorId, 'viewed', event.data.sku, event);
                break;
            case 'VisitorConsentChanged':
                if (!event.data.granted)
                    this.#forgetViewed(event.data.visitorId);
                break;
            case 'ConsentChanged':
                if (event.data.purpose === 'activity' && !event.data.granted)
                    this.#forgetViewed(event.data.customerId);
                break;
            case 'CustomerErased':
                this.#visitors.delete(event.data.customerId);
                break;
            case 'ItemAddedToCart':
            case 'CartQuantityChanged':
                this.#put(event.data.cartId, 'basket', event.data.sku, event);
                break;
            case 'ItemRemovedFromCart':
                this.#take(event.data.cartId, [event.data.sku]);
                break;
            case 'CartCheckedOut': {
                const { cartId, lines } = event.data;
                const known = this.#visitors.get(cartId);
                if (known && !lines)
                    known.basket = [];
                if (lines)
                    this.#take(cartId, skusOf(lines));
                break;
            }
            case 'CartMerged':
                for (const { sku } of event.data.lines)
                    this.#put(event.data.cartId, 'basket', sku, event);
                break;
            case 'CartHandedOver':
                this.#take(event.data.cartId, skusOf(event.data.lines));
                break;
            default:
        }
    }
    #put(visitorId, what, sku, { position, metadata }) {
        const known = this.#visitors.get(visitorId) ?? { viewed: [], basket: [] };
        this.#visitors.delete(visitorId);
        this.#visitors.set(visitorId, known);
        const touched = { sku: this.#skus.numberFor(sku), position, at: Date.parse(metadata.occurredAt) };
        const most = what === 'viewed' ? MOST_VIEWED : MOST_IN_BASKET;
        known[what] = [touched, ...known[what].filter((other) => other.sku !== touched.sku).slice(0, most - 1)];
        if (this.#visitors.size <= this.#most)
            return;
        const oldest = this.#visitors.keys().next();
        if (oldest.done !== true)
            this.#visitors.delete(oldest.value);
    }
    #take(visitorId, skus) {
        const known = this.#visitors.get(visitorId);
        if (!known)
            return;
        const gone = new Set(skus.map((sku) => this.#skus.find(sku)));
        known.basket = known.basket.filter(({ sku }) => !gone.has(sku));
    }
    #forgetViewed(visitorId) {
        const known = this.#visitors.get(visitorId);
        if (known)
            known.viewed = [];
    }
}
//# sourceMappingURL=visits.js.map