import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export type Line = { readonly sku: string; readonly quantity: number };
/** An order that was placed: its id, and milliseconds until it was acknowledged. */
export type Placed = {
  readonly orderId: string;
  readonly lines: readonly Line[];
  readonly sentAt: number;
  readonly tookMs: number;
};

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};
const payment = { kind: 'card', paymentMethodId: 'pm_card_visa' };
const answer = z.object({ orderId: z.string() });

/** A new shopper's session: its cookie. */
const sessionAt = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/access/sessions`, { method: 'POST' });
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  if (!response.ok || cookie === '') throw new Error(`no session: ${response.status.toString()}`);
  return cookie;
};

/** Places orders at the command side, as shoppers do. */
export class Buyers {
  readonly #url: string;
  readonly #cookie: string;
  readonly #card: boolean;

  private constructor(url: string, cookie: string, card: boolean) {
    this.#card = card;
    this.#url = url;
    this.#cookie = cookie;
  }

  /**
   * @param url of the command side
   * @param byCard whether they pay by card, through the gateway, or some other day
   */
  static async at(url: string, byCard = false): Promise<Buyers> {
    return new Buyers(url, await sessionAt(url), byCard);
  }

  /** @throws Error when the order is not taken */
  async place(lines: readonly Line[]): Promise<Placed> {
    const sentAt = performance.now();
    const response = await fetch(`${this.#url}/orders`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), Cookie: this.#cookie },
      body: JSON.stringify({ lines, country: 'United Kingdom', delivery, ...(this.#card ? { payment } : {}) }),
    });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`an order was not taken: ${response.status.toString()} ${text}`);
    return { ...answer.parse(JSON.parse(text)), lines, sentAt, tookMs: performance.now() - sentAt };
  }

  /** Places many, so many at a time. */
  async placeAll(baskets: readonly (readonly Line[])[], atATime: number): Promise<readonly Placed[]> {
    const placed: Placed[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let basket = baskets[next++]; basket; basket = baskets[next++]) placed.push(await this.place(basket));
    };
    await Promise.all(Array.from({ length: atATime }, lane));
    return placed;
  }
}
