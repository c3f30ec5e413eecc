import type { EventMetadata, Recorded, ShopEvent } from '@storefold/contracts';

/** Writes events down as a log would: each with the next position, at the time that the story has reached. */
export class MadeLog {
  /** Milliseconds since 1970. */
  at: number;
  #position = 0n;

  constructor(beganAt: number) {
    this.at = beganAt;
  }

  /** Unlike any that was asked for before, until the next event. */
  get nextId(): string {
    return this.#position.toString();
  }

  add(event: ShopEvent): Recorded {
    this.#position += 1n;
    const occurredAt = new Date(this.at).toISOString();
    const metadata: EventMetadata = {
      ...{ $correlationId: 'bench', $causationId: 'bench', commandId: 'bench', occurredAt },
      ...{ actor: { kind: 'process', id: 'bench' }, origin: 'live', schemaVersion: 1 },
    };
    const eventId = this.#position.toString();
    const recording = { eventId, streamId: 'bench', revision: 0n, position: this.#position, recordedAt: occurredAt };
    return { ...event, ...recording, metadata };
  }
}

const totals = { country: 'United Kingdom', linesMinor: 250, chargesMinor: 0, totalMinor: 250, currency: 'GBP' };

/** An order of one piece of each. */
export const orderOf = (
  orderId: string,
  buyer: { readonly customerId: string | null; readonly shopperId?: string },
  skus: readonly string[],
): ShopEvent => ({
  type: 'OrderPlaced',
  data: {
    ...{ orderId, orderNumber: orderId, ...buyer, ...totals, charges: [] },
    lines: skus.map((sku, at) => ({
      ...{ lineId: (at + 1).toString(), sku, title: sku, quantity: 1, unitPriceMinor: 250, amountMinor: 250 },
    })),
  },
});
