const EVERY = 100n;
/** A log for specs: each event gets the next position, and the time that the story says. */
export class LogOfSpec {
    events = [];
    #day = 0;
    /** Lets days pass in the shop; negative goes back, as an import of history does. */
    days(count) {
        this.#day += count;
        return this;
    }
    define(...skus) {
        for (const sku of skus) {
            this.add(`product-${sku}`, {
                type: 'ProductDefined',
                data: { sku, title: `Title of ${sku}`, priceMinor: 250, currency: 'GBP' },
            });
        }
        return this;
    }
    place(orderId, skus, buyer = {}) {
        const { customerId = null, ...shopper } = buyer;
        return this.add(`order-${orderId}`, {
            type: 'OrderPlaced',
            data: { orderId, orderNumber: orderId, customerId, ...shopper, ...totals, charges: [], lines: skus.map(line) },
        });
    }
    /** Somebody looks at products, one after the other. */
    view(visitorId, ...skus) {
        for (const sku of skus) {
            const activityId = `a${this.events.length.toString()}`;
            const data = { visitorId, activityId, seenAt: '2026-01-01T00:00:00.000Z', sku };
            this.add(`activity-${visitorId}.2026-01-01`, { type: 'ProductViewed', data });
        }
        return this;
    }
    /** So many pieces come onto the shelf; negative takes them off. */
    stock(sku, quantity) {
        const data = { sku, movementId: `m${this.events.length.toString()}`, quantity, reason: '' };
        return this.add(`stock-${sku}`, { type: 'StockAdjusted', data });
    }
    cancel(orderId) {
        return this.add(`order-${orderId}`, {
            type: 'OrderCancelled',
            data: { orderId, reason: 'changed their mind', customerId: null, ...totals, lines: [] },
        });
    }
    /** Position of the n-th event, from 0. */
    static positionOf(index) {
        return BigInt(index + 1) * EVERY;
    }
    /** Any other event of the shop. */
    add(streamId, event) {
        const index = this.events.length;
        this.events.push({
            ...event,
            eventId: `00000000-0000-4000-8000-${index.toString().padStart(12, '0')}`,
            streamId,
            revision: 0n,
            position: LogOfSpec.positionOf(index),
            recordedAt: new Date(Date.UTC(2026, 0, 1)).toISOString(),
            metadata: metadataAt(new Date(Date.UTC(2011, 0, 1) + this.#day * 86_400_000).toISOString()),
        });
        return this;
    }
}
const totals = { country: 'United Kingdom', linesMinor: 250, chargesMinor: 0, totalMinor: 250, currency: 'GBP' };
const line = (sku, index) => ({
    lineId: (index + 1).toString(),
    sku,
    title: `Title of ${sku}`,
    quantity: 1,
    unitPriceMinor: 250,
    amountMinor: 250,
});
/** Metadata of an event that happened at some time. */
export const metadataAt = (occurredAt) => ({
    $correlationId: 'story',
    $causationId: 'story',
    commandId: 'story',
    actor: { kind: 'system', id: 'story' },
    occurredAt,
    origin: 'live',
    schemaVersion: 1,
});
//# sourceMappingURL=events.js.map