import { collections, type ProductDocument, type SalesByDayDocument, type SalesSums } from '@storefold/contracts';
import { refuse, type Refusal, type Shop } from '@storefold/platform';
import { exactSum, noSales } from '@storefold/projections';
import type { Db, Document } from 'mongodb';
import { refuseField } from '../freshness/refuse-field.js';

export type SalesBy = 'day' | 'month' | 'country' | 'product' | 'category' | 'customer';
export type SalesQuestion = {
  readonly by: SalesBy;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly order: 'key' | 'net';
  /** Only the trade in it. @default the shop's own */
  readonly currency?: string | undefined;
};
export type SalesRow = SalesSums & { readonly key: string; readonly label?: string; readonly netMinor: number };
export type SalesAnswer = {
  readonly by: SalesBy;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeZone: string;
  /** Of all amounts of the answer. */
  readonly currency: string;
  /** All in which there was trade at any time, the shop's own first. */
  readonly currencies: readonly string[];
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
  'refundsOfCancelled',
  'refundsOfCancelledMinor',
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

/** Sums of amounts that may be below zero: on their way they may be larger than they end. */
const signed = ['chargesMinor', 'refundsMinor', 'adjustmentsMinor'] as const satisfies readonly (keyof SalesSums)[];

/**
 * What remains of the sales: a product knows no charges, and its money back is the worth of what was returned. Money
 * back for a cancelled order is not taken off: the cancellation took the whole order.
 */
const netOf = (by: SalesBy, sums: SalesSums): number =>
  (by === 'product' || by === 'category'
    ? [sums.linesMinor, -sums.cancelledMinor, -sums.returnsMinor]
    : [sums.linesMinor, sums.chargesMinor, -sums.cancelledMinor, -sums.refundsMinor]
  ).reduce(exactSum, 0);

const nothing = (): Record<keyof SalesSums, number> => ({ ...noSales });

/** Adds the sums of one document or row to others; what no number holds exactly becomes NaN, and stays so. */
const add = (
  sum: Record<keyof SalesSums, number>,
  more: Readonly<Record<string, unknown>>,
): Record<keyof SalesSums, number> => {
  // The store gives whole 64-bit sums as bigint.
  for (const field of fields) sum[field] = exactSum(sum[field], Number(more[field] ?? 0));
  return sum;
};

const isExact = (sums: SalesSums & { readonly netMinor: number }): boolean =>
  Number.isSafeInteger(sums.netMinor) && fields.every((field) => Number.isSafeInteger(sums[field]));

/** Sales by day, month, country, product, category or customer, over days of the shop's time zone, in one currency at a time. */
export class SalesQuestions {
  readonly #db: Db;
  readonly #shop: Shop;

  constructor(db: Db, shop: Shop) {
    this.#db = db;
    this.#shop = shop;
  }

  async ask(question: SalesQuestion): Promise<SalesAnswer | Refusal> {
    const { by, from, to, limit, order, currency = this.#shop.currency } = question;
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
    const trade = this.#tradeIn(currency);
    const [rows, traded] = await Promise.all([
      by === 'day' || by === 'month'
        ? this.#byTime(by, from, to, trade)
        : by === 'category'
          ? this.#byCategory(from, to, trade)
          : this.#byKey(by, from, to, trade),
      this.#db.collection<SalesByDayDocument & { _id: string }>(collections.salesByDay).distinct('currency'),
    ]);
    rows.sort(
      order === 'net'
        ? (a, b) => b.netMinor - a.netMinor || (a.key < b.key ? -1 : 1)
        : (a, b) => (a.key < b.key ? -1 : 1),
    );
    const sums = rows.reduce((sum, row) => add(sum, row), nothing());
    const totals = { ...sums, netMinor: netOf(by, sums) };
    if (![...rows, totals].every(isExact)) return notExact(from, to);
    return {
      by,
      from: from ?? null,
      to: to ?? null,
      timeZone: this.#shop.timeZone,
      currency,
      currencies: [...new Set([this.#shop.currency, ...traded.filter((code) => typeof code === 'string').sort()])],
      rows: rows.slice(0, limit),
      totals,
      truncated: rows.length > limit,
    };
  }

  /** Sums of before there were currencies, which stand until their view is made anew, are in the shop's own and name none. */
  #tradeIn(currency: string): Document {
    return { currency: currency === this.#shop.currency ? { $in: [currency, null] } : currency };
  }

  async #byTime(
    by: 'day' | 'month',
    from: string | undefined,
    to: string | undefined,
    trade: Document,
  ): Promise<SalesRow[]> {
    const days = await this.#db
      .collection<SalesByDayDocument & { _id: string }>(collections.salesByDay)
      .find({ ...range('day', from, to), ...trade })
      .sort({ _id: 1 })
      .toArray();
    const sums = new Map<string, Record<keyof SalesSums, number>>();
    for (const day of days) {
      const key = by === 'day' ? day.day : day.month;
      sums.set(key, add(sums.get(key) ?? nothing(), day));
    }
    return [...sums].map(([key, sum]) => ({ key, ...sum, netMinor: netOf(by, sum) }));
  }

  /** By where each product stands on the shelves today: see docs/adr/0032-sales-by-category-are-as-the-shelves-stand-today.md. */
  async #byCategory(from: string | undefined, to: string | undefined, trade: Document): Promise<SalesRow[]> {
    const [products, shelves] = await Promise.all([
      this.#byKey('product', from, to, trade),
      this.#db
        .collection<ProductDocument & { _id: string }>(collections.products)
        .find({}, { projection: { categoryPath: 1 } })
        .toArray(),
    ]);
    const paths = new Map(shelves.map(({ _id, categoryPath }) => [_id, categoryPath.join(' / ')]));
    const sums = new Map<string, Record<keyof SalesSums, number>>();
    for (const row of products) {
      const key = paths.get(row.key) ?? '';
      sums.set(key, add(sums.get(key) ?? nothing(), row));
    }
    return [...sums].map(([key, sum]) => ({ key, ...sum, netMinor: netOf('category', sum) }));
  }

  async #byKey(
    by: keyof typeof kept,
    from: string | undefined,
    to: string | undefined,
    trade: Document,
  ): Promise<SalesRow[]> {
    const { collection, key } = kept[by];
    const sums = Object.fromEntries(fields.map((field) => [field, { $sum: `$${field}` }]));
    const sizes = Object.fromEntries(signed.map((field) => [sizeOf(field), { $sum: { $abs: `$${field}` } }]));
    const groups = await this.#db
      .collection(collection)
      .aggregate([
        { $match: { ...range('month', from?.slice(0, 7), to?.slice(0, 7)), ...trade } },
        { $group: { _id: key, ...sums, ...sizes, ...(by === 'product' ? { label: { $min: '$title' } } : {}) } },
      ])
      .toArray();
    return groups.map((group) => {
      const sum = add(nothing(), group);
      // Where the amounts without their signs fit, no partial sum of the store was rounded.
      for (const field of signed) if (!Number.isSafeInteger(Number(group[sizeOf(field)]))) sum[field] = NaN;
      return {
        key: String(group['_id']),
        ...(by === 'product' ? { label: String(group['label']) } : {}),
        ...sum,
        netMinor: netOf(by, sum),
      };
    });
  }
}

const sizeOf = (field: string): string => `${field}Size`;

const notExact = (from: string | undefined, to: string | undefined): Refusal =>
  refuse(
    'sum-too-large',
    422,
    `A sum of this period is beyond ${Number.MAX_SAFE_INTEGER.toString()}, more than we can hold exactly; ask for a shorter period.`,
    { facts: { from: from ?? null, to: to ?? null } },
  );

const range = (field: string, from: string | undefined, to: string | undefined): Document =>
  from === undefined && to === undefined
    ? {}
    : { [field]: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) } };

const isLastOfMonth = (day: string): boolean =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(8, 10) === '01';
