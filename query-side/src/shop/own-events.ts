import type { EventStoreDBClient } from '@eventstore/db-client';
import { parsePositionToken, type Principal } from '@storefold/contracts';
import type { Refusal, Shop } from '@storefold/platform';
import { z } from 'zod';
import { readLog, toLogged } from '../audit/logged-event.js';
import { refuseField } from '../freshness/refuse-field.js';

/** Something that the viewer did: where it stands in the log, what it is, when it was, and of which products. */
export type OwnEvent = {
  readonly position: string;
  readonly type: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly skus: readonly string[];
};

/** How events name who did them, and what they are about; an event of another shape is nobody's. */
const about = z.object({
  visitorId: z.string().optional(),
  cartId: z.string().optional(),
  shopperId: z.string().optional(),
  customerId: z.string().nullish(),
  sku: z.string().optional(),
  lines: z.array(z.object({ sku: z.string() })).optional(),
});

/** Events by which somebody is recommended something, as far as they are the viewer's own. */
export class OwnEvents {
  readonly #client: EventStoreDBClient;
  readonly #shop: Shop;
  readonly #viewer: Principal;

  constructor(client: EventStoreDBClient, shop: Shop, viewer: Principal) {
    this.#client = client;
    this.#shop = shop;
    this.#viewer = viewer;
  }

  /**
   * Those of the events at these positions that the viewer did, in the order asked for. What others did, and a position at
   * which nothing stands, is left out alike: neither says that there is something.
   */
  async at(tokens: readonly string[]): Promise<{ readonly items: readonly OwnEvent[] } | Refusal> {
    const items: OwnEvent[] = [];
    for (const token of tokens) {
      const parsed = parsePositionToken(token);
      if (parsed?.logId !== this.#shop.logId)
        return refuseField(
          'invalid-position',
          'query.positions',
          `"${token}" is no position of this log; expected one such as ${this.#shop.logId}.12345.`,
        );
      const [entry] = await readLog(this.#client, 'forwards', parsed.position, 1);
      if (entry?.position.commit !== parsed.position) continue;
      const { position, type, occurredAt, recordedAt, data } = toLogged(this.#shop, entry);
      const told = about.safeParse(data).data;
      if (!told || !this.#isOwn(told)) continue;
      const skus = told.sku === undefined ? (told.lines ?? []).map(({ sku }) => sku) : [told.sku];
      items.push({ position, type, occurredAt: occurredAt ?? recordedAt, skus: [...new Set(skus)] });
    }
    return { items };
  }

  #isOwn({ visitorId, cartId, shopperId, customerId }: z.infer<typeof about>): boolean {
    if (this.#viewer.kind !== 'shopper') return false;
    const { id, customerId: customer } = this.#viewer;
    return [visitorId, cartId, shopperId].includes(id) || (customer !== undefined && customerId === customer);
  }
}
