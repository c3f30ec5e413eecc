import type { EventMetadata, Recorded, ShopEvent } from '@storefold/contracts';

const EVERY = 100n;

/** A log for specs: each event gets the next position, and the time that the story says. */
export class LogOfSpec {
  readonly events: Recorded[] = [];
  #day = 0;

  /** Lets days pass in the shop; negative goes back, as an import of history does. */
  days(count: number): this {
    this.#day += count;
    return this;
  }

  define(...skus: readonly string[]): this {
    for (const sku of skus) {
      this.add(`product-${sku}`, {
        type: 'ProductDefined',
        data: { sku, title: `Title of ${sku}`, priceMinor: 250, currency: 'GBP' },
      });
    }
    return this;
  }

  place(
    orderId: string,
    skus: readonly string[],
    buyer: { readonly customerId?: string; readonly shopperId?: string } = {},
  ): this {
    const { customerId = null, ...shopper } = buyer;
    return this.add(`order-${orderId}`, {
      type: 'OrderPlaced',
      data: { orderId, orderNumber: orderId, customerId, ...shopper, ...totals, charges: [], lines: skus.map(line) },
    });
  }

  /** Somebody looks at products, one after the other. */
  view(visitorId: string, ...skus: readonly string[]): this {
    for (const sku of skus) {
      const activityId = `a${this.events.length.toString()}`;
      const data = { visitorId, activityId, seenAt: '2026-01-01T00:00:00.000Z', sku };
      this.add(`activity-${visitorId}.2026-01-01`, { type: 'ProductViewed', data });
    }
    return this;
  }

  /** So many pieces come onto the shelf; negative takes them off. */
  stock(sku: string, quantity: number): this {
    const data = { sku, movementId: `m${this.events.length.toString()}`, quantity, reason: '' };
    return this.add(`stock-${sku}`, { type: 'StockAdjusted', data });
  }

  cancel(orderId: string): this {
    return this.add(`order-${orderId}`, {
      type: 'OrderCancelled',
      data: { orderId, reason: 'changed their mind', customerId: null, ...totals, lines: [] },
    });
  }

  /** Position of the n-th event, from 0. */
  static positionOf(index: number): bigint {
    return BigInt(index + 1) * EVERY;
  }

  /** Any other event of the shop. */
  add(streamId: string, event: EventOf): this {
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

type EventOf = ShopEvent;

const totals = { country: 'United Kingdom', linesMinor: 250, chargesMinor: 0, totalMinor: 250, currency: 'GBP' };

const line = (sku: string, index: number) => ({
  lineId: (index + 1).toString(),
  sku,
  title: `Title of ${sku}`,
  quantity: 1,
  unitPriceMinor: 250,
  amountMinor: 250,
});

/** Metadata of an event that happened at some time. */
export const metadataAt = (occurredAt: string): EventMetadata => ({
  $correlationId: 'story',
  $causationId: 'story',
  commandId: 'story',
  actor: { kind: 'system', id: 'story' },
  occurredAt,
  origin: 'live',
  schemaVersion: 1,
});
