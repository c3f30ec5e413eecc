import { collections } from '@storefold/contracts';
import type { Db, Document } from 'mongodb';
import type { Sums, TradeSums } from './independent-sums.js';

/** What was compared, and each difference in words; none is what is wanted. */
export type Comparison = { readonly compared: number; readonly differences: readonly string[] };

const grouped = {
  country: collections.salesByCountry,
  product: collections.salesByProduct,
  customer: collections.salesByCustomer,
} as const;

const addTo = (sums: Map<string, Record<string, number>>, key: string, more: Document): void => {
  const sum = sums.get(key) ?? {};
  sums.set(key, sum);
  for (const [field, value] of Object.entries(more))
    if (typeof value === 'number') sum[field] = (sum[field] ?? 0) + value;
};

const compare = (
  what: string,
  wanted: Readonly<Record<string, Sums>>,
  found: ReadonlyMap<string, Readonly<Record<string, number>>>,
): Comparison => {
  const differences: string[] = [];
  let compared = 0;
  for (const [key, sums] of Object.entries(wanted))
    for (const [field, value] of Object.entries(sums)) {
      compared++;
      const seen = found.get(key)?.[field] ?? 0;
      if (seen !== value)
        differences.push(`${what} ${key}: ${field} is ${seen.toString()}, the file says ${value.toString()}`);
    }
  for (const [key, sums] of found)
    if (!(key in wanted) && Object.values(sums).some((value) => value !== 0))
      differences.push(`${what} ${key} is in the read models and not in the file`);
  return { compared, differences };
};

/** Compares the shop's read models with sums of the file itself: every month, country, product and customer, to the penny. */
export const compareWithReadModels = async (db: Db, sums: TradeSums): Promise<Comparison> => {
  const months = new Map<string, Record<string, number>>();
  const all = new Map<string, Record<string, number>>();
  for (const { _id, day, month, ...values } of await db.collection(collections.salesByDay).find().toArray()) {
    addTo(months, String(month), values);
    addTo(all, 'all', values);
  }
  const parts: Comparison[] = [compare('month', sums.month, months), compare('whole', { all: sums.all }, all)];
  for (const by of ['country', 'product', 'customer'] as const) {
    const found = new Map<string, Record<string, number>>();
    // The file is of one currency, which stands between the month and what the sums are of.
    for (const { _id, month, currency, ...values } of await db.collection(grouped[by]).find().toArray())
      addTo(found, String(_id).replace(`${String(month)}|${String(currency)}|`, `${String(month)}|`), values);
    parts.push(compare(by, sums[by], found));
  }
  const count = (collection: string, filter: Document) => db.collection(collection).countDocuments(filter);
  const counted = new Map([
    [
      'counts',
      {
        orders: await count(collections.orders, {}),
        creditNotes: await count(collections.traces, { correlationId: /^invoice-C/ }),
        adjustments: await count(collections.traces, { correlationId: /^invoice-A/ }),
      },
    ],
  ]);
  const { orders = 0, adjustments = 0 } = sums.all;
  parts.push(compare('number of', { counts: { orders, creditNotes: sums.creditNotes, adjustments } }, counted));
  return {
    compared: parts.reduce((sum, part) => sum + part.compared, 0),
    differences: parts.flatMap((part) => part.differences),
  };
};
