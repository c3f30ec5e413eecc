import { lineAmountMinor } from '@storefold/contracts';
import type { Invoice, InvoiceRow } from './invoice.js';

/** A product as the whole file describes it. */
export type Goods = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  /** When it was first seen: time of the invoice. */
  readonly firstAt: string;
};

type Counted = Map<string, number>;
type Seen = { readonly firstAt: string; readonly titles: Counted; readonly notes: Counted; readonly prices: Counted };

const count = (counted: Counted, value: string): void => {
  counted.set(value, (counted.get(value) ?? 0) + 1);
};

/** The most frequent; of equals the one seen first. */
const mostFrequent = (counted: Counted): string | undefined => {
  let best: string | undefined;
  let most = 0;
  for (const [value, times] of counted) if (times > most) [best, most] = [value, times];
  return best;
};

/** Words that a shop would print: `?`, `wrong` and the like stand on corrections of stock, which have no price. */
const usable = (description: string): boolean => /[A-Za-z]{3}/.test(description);

const isGoods = ({ kind }: InvoiceRow): boolean => kind === 'line' || kind === 'return' || kind === 'stock';

/** Gathers what the file says of each product: its most frequent description and its most frequent price. */
export class GoodsSurvey {
  readonly #seen = new Map<string, Seen>();

  add(invoice: Invoice): void {
    for (const row of invoice.rows) {
      if (!isGoods(row)) continue;
      let seen = this.#seen.get(row.code);
      if (!seen) {
        seen = { firstAt: invoice.at, titles: new Map(), notes: new Map(), prices: new Map() };
        this.#seen.set(row.code, seen);
      }
      if (row.kind === 'stock') {
        if (usable(row.description)) count(seen.notes, row.description);
        continue;
      }
      count(seen.prices, row.price);
      if (usable(row.description)) count(seen.titles, row.description);
    }
  }

  goods(): ReadonlyMap<string, Goods> {
    return new Map(
      [...this.#seen].map(([sku, { firstAt, titles, notes, prices }]) => {
        const title = mostFrequent(titles) ?? mostFrequent(notes) ?? `Item ${sku}`;
        const price = mostFrequent(prices);
        return [sku, { sku, title, priceMinor: price === undefined ? 0 : lineAmountMinor(1, price), firstAt }];
      }),
    );
  }
}
