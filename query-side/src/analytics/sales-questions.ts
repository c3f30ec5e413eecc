import { collections, type SalesByDayDocument, type SalesSums } from '@storefold/contracts';
import type { Refusal, Shop } from '@storefold/platform';
import type { Db, Document } from 'mongodb';
import { refuseField } from '../freshness/refuse-field.js';

export type SalesBy = 'day' | 'month' | 'country' | 'product' | 'customer';
export type SalesQuestion = {
  readonly by: SalesBy;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly order: 'key' | 'net';
};
export type SalesRow = SalesSums & { readonly key: string; readonly label?: string; readonly netMinor: number };
export type SalesAnswer = {
  readonly by: SalesBy;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeZone: string;
  readonly currency: string;
  readonly rows: readonly SalesRow[];
  /** Of all rows of the period, also of those beyond `limit`. */
  readonly totals: SalesSums & { readonly netMinor: number };
  readonly truncated: boolean;
};

const fields = [
  'orders',
  'units',
  'linesMinor',
  'chargesMinor',
  'cancelledOrders',
  'cancelledMinor',
  'refunds',
  'refundsMinor',
  'unitsReturned',
  'returnsMinor',
  'adjustments',
  'adjustmentsMinor',
] as const satisfies readonly (keyof SalesSums)[];

const kept = {
  country: { collection: collections.salesByCountry, key: '$country' },
  product: { collection: collections.salesByProduct, key: '$sku' },
  customer: { collection: collections.salesByCustomer, key: '$customerId' },
} as const;

/** What remains of the sales: a product knows no charges, and its money back is the worth of what was returned. */
const netOf = (by: SalesBy, sums: SalesSums): number =>
  by === 'product'
    ? sums.linesMinor - sums.cancelledMinor - sums.returnsMinor
    : sums.linesMinor + sums.chargesMinor - sums.cancelledMinor - sums.refundsMinor;

const nothing = (): Record<keyof SalesSums, number> => ({
  orders: 0,
  units: 0,
  linesMinor: 0,
  chargesMinor: 0,
  cancelledOrders: 0,
  cancelledMinor: 0,
  refunds: 0,
  refundsMinor: 0,
  unitsReturned: 0,
  returnsMinor: 0,
  adjustments: 0,
  adjustmentsMinor: 0,
});

const add = (
  sum: Record<keyof SalesSums, number>,
  more: Readonly<Record<string, unknown>>,
): Record<keyof SalesSums, number> => {
  // 64-bit sums come back as bigint; each is within what a number holds exactly, as money is.
  for (const field of fields) sum[field] += Number(more[field] ?? 0);
  return sum;
};

/** Sales by day, month, country, product or customer, over days of the shop's time zone. */
export class SalesQuestions {
  readonly #db: Db;
  readonly #shop: Shop;

  constructor(db: Db, shop: Shop) {
    this.#db = db;
    this.#shop = shop;
  }

  async ask(question: SalesQuestion): Promise<SalesAnswer | Refusal> {
    const { by, from, to, limit, order } = question;
    if (from !== undefined && to !== undefined && from > to)
      return refuseField('invalid-period', 'query.to', `The period begins on ${from} and ends before that, on ${to}.`);
    const wholeFrom = from === undefined || from.endsWith('-01');
    if (by !== 'day' && !(wholeFrom && (to === undefined || isLastOfMonth(to)))) {
      return refuseField(
        'whole-months-only',
        wholeFrom ? 'query.to' : 'query.from',
        `Sales by ${by} are kept by month: begin on the first and end on the last day of a month.`,
        { from: from ?? null, to: to ?? null },
      );
    }
    const rows = by === 'day' || by === 'month' ? await this.#byTime(by, from, to) : await this.#byKey(by, from, to);
    rows.sort(
      order === 'net'
        ? (a, b) => b.netMinor - a.netMinor || (a.key < b.key ? -1 : 1)
        : (a, b) => (a.key < b.key ? -1 : 1),
    );
    const sums = rows.reduce((sum, row) => add(sum, row), nothing());
    return {
      by,
      from: from ?? null,
      to: to ?? null,
      timeZone: this.#shop.timeZone,
      currency: this.#shop.currency,
      rows: rows.slice(0, limit),
      totals: { ...sums, netMinor: netOf(by, sums) },
      truncated: rows.length > limit,
    };
  }

  async #byTime(by: 'day' | 'month', from: string | undefined, to: string | undefined): Promise<SalesRow[]> {
    const days = await this.#db
      .collection<SalesByDayDocument & { _id: string }>(collections.salesByDay)
      .find(range('_id', from, to))
      .sort({ _id: 1 })
      .toArray();
    const sums = new Map<string, Record<keyof SalesSums, number>>();
    for (const day of days) {
      const key = by === 'day' ? day.day : day.month;
      sums.set(key, add(sums.get(key) ?? nothing(), day));
    }
    return [...sums].map(([key, sum]) => ({ key, ...sum, netMinor: netOf(by, sum) }));
  }

  async #byKey(by: keyof typeof kept, from: string | undefined, to: string | undefined): Promise<SalesRow[]> {
    const { collection, key } = kept[by];
    const sums = Object.fromEntries(fields.map((field) => [field, { $sum: `$${field}` }]));
    const groups = await this.#db
      .collection(collection)
      .aggregate([
        { $match: range('month', from?.slice(0, 7), to?.slice(0, 7)) },
        { $group: { _id: key, ...sums, ...(by === 'product' ? { label: { $min: '$title' } } : {}) } },
      ])
      .toArray();
    return groups.map((group) => {
      const sum = add(nothing(), group);
      return {
        key: String(group['_id']),
        ...(by === 'product' ? { label: String(group['label']) } : {}),
        ...sum,
        netMinor: netOf(by, sum),
      };
    });
  }
}

const range = (field: string, from: string | undefined, to: string | undefined): Document =>
  from === undefined && to === undefined
    ? {}
    : { [field]: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) } };

const isLastOfMonth = (day: string): boolean =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(8, 10) === '01';
