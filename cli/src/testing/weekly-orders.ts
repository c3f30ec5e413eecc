import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';

/** Metadata of an imported event that happened at some time. */
export const metadataAt = (occurredAt: string) => ({
  ...{ $correlationId: 'story', $causationId: 'story', commandId: 'story', actor: { kind: 'import', id: 'story' } },
  ...{ occurredAt, origin: 'import', schemaVersion: 1 },
});

/** Thirty customers, c0 to c29, who order two products of their own group every week, from one week up to another. */
export const weeklyOrders = (from: number, to: number) =>
  Array.from({ length: (to - from) * 30 }, (_, at) => {
    const [week, customer] = [from + Math.floor(at / 30), at % 30];
    const orderId = `o${(week * 30 + customer).toString()}`;
    const skus = [0, 1].map((more) => `G${(customer % 3).toString()}-${((week + more) % 6).toString()}`);
    const lines = skus.map((sku, index) => ({
      ...{ lineId: (index + 1).toString(), sku, title: sku, quantity: 1, unitPriceMinor: 250, amountMinor: 250 },
    }));
    const totals = { country: 'United Kingdom', linesMinor: 500, chargesMinor: 0, totalMinor: 500, currency: 'GBP' };
    const data = {
      orderId,
      orderNumber: orderId,
      customerId: `c${customer.toString()}`,
      ...totals,
      charges: [],
      lines,
    };
    const at7 = new Date(Date.UTC(2025, 0, 1) + week * 7 * 86_400_000 + customer * 60_000).toISOString();
    return jsonEvent({ id: randomUUID(), type: 'OrderPlaced', data, metadata: metadataAt(at7) });
  });
