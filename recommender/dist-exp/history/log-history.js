import { HistoryBuilder } from './history-builder.js';
import { steadyTimes } from './steady-times.js';
/**
 * Folds the log into what training reads: who ordered what together and when. A cancelled order is taken back, an erased
 * customer drops out with all orders, and an event at or below the last position changes nothing. A guest's order has a
 * user of its own: nobody knows of another. Dates of a clock that jumped are set right, see `steadyTimes`.
 */
export class LogHistory {
    #orders = new Map();
    #titles = new Map();
    #erased = new Set();
    #position;
    apply(events) {
        for (const event of events) {
            if (this.#position !== undefined && event.position <= this.#position)
                continue;
            this.#position = event.position;
            this.#fold(event);
        }
    }
    prefix() {
        const builder = new HistoryBuilder();
        const known = [...this.#orders].filter(([, { customerId }]) => customerId === null || !this.#erased.has(customerId));
        const steady = steadyTimes(known.flatMap(([, { live, at }]) => (live ? [at] : [])));
        let living = 0;
        for (const [orderId, { user, at: told, skus, live }] of known) {
            const at = live ? (steady[living++] ?? told) : told;
            for (const sku of skus)
                builder.add({ user, item: sku, timeMs: at, basket: orderId, text: this.#titles.get(sku) ?? '' });
        }
        return { history: builder.build(), position: this.#position, erased: new Set(this.#erased) };
    }
    #fold(event) {
        switch (event.type) {
            case 'ProductDefined':
                this.#titles.set(event.data.sku, event.data.title);
                break;
            case 'OrderPlaced': {
                const { orderId, customerId, shopperId, lines } = event.data;
                const user = customerId !== null
                    ? `customer ${customerId}`
                    : shopperId !== undefined
                        ? `shopper ${shopperId}`
                        : `order ${orderId}`;
                const at = Date.parse(event.metadata.occurredAt);
                const live = event.metadata.origin === 'live';
                this.#orders.set(orderId, { user, customerId, at, skus: lines.map(({ sku }) => sku), live });
                break;
            }
            case 'OrderCancelled':
                this.#orders.delete(event.data.orderId);
                break;
            case 'CustomerErased':
                this.#erased.add(event.data.customerId);
                break;
            default:
        }
    }
}
//# sourceMappingURL=log-history.js.map