import {
  businessDay,
  businessMonth,
  collections,
  type Recorded,
  type SalesByCountryDocument,
  type SalesByCustomerDocument,
  type SalesByChannelDocument,
  type SalesByDayDocument,
  type SalesByHourDocument,
  type SalesByProductDocument,
} from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { addProductTrade, addTrade, currencyOf, linesOf, noSales } from './sums.js';

export type ShopCalendar = { readonly timeZone: string };

/** The customer of who did not say who they are. */
export const guest = 'guest';

const partyOf = (
  event: Recorded,
): { readonly country: string; readonly customerId: string; readonly currency: string } | undefined => {
  switch (event.type) {
    case 'OrderPlaced':
    case 'OrderCancelled':
    case 'OrderLinesCancelled':
    case 'ItemsReturned':
    case 'ReturnInspected':
    case 'PaymentRefunded':
    case 'RefundFailed':
    case 'CreditIssued':
    case 'AccountAdjusted':
      return { country: event.data.country, customerId: event.data.customerId ?? guest, currency: event.data.currency };
    default:
      return undefined;
  }
};

/** Id of sums that are kept by month: `<month>|<currency>|<what>`. Amounts of two currencies never come into one sum. */
export const monthly = (month: string, currency: string, what: string): string => `${month}|${currency}|${what}`;

/** What an id of `monthly` says; a currency has three letters always. */
const ofMonth = (key: string) => ({ month: key.slice(0, 7), currency: key.slice(8, 11) });
const whatOf = (key: string): string => key.slice(12);

/** Sums of trade by the shop's calendar day and currency. */
export const salesByDay = ({ timeZone }: ShopCalendar): View<SalesByDayDocument> => ({
  name: 'salesByDay',
  version: 5,
  collection: collections.salesByDay,
  indexes: [{ name: 'day', key: { day: 1, currency: 1 } }],
  keys: (event) => {
    const currency = currencyOf(event);
    return currency === undefined ? [] : [`${businessDay(event.metadata.occurredAt, timeZone)}|${currency}`];
  },
  project: (document, event, key) =>
    addTrade(document ?? { ...noSales, day: key.slice(0, 10), month: key.slice(0, 7), currency: key.slice(11) }, event),
});

/** Sums of trade by month and country. */
export const salesByCountry = ({ timeZone }: ShopCalendar): View<SalesByCountryDocument> => ({
  name: 'salesByCountry',
  version: 5,
  collection: collections.salesByCountry,
  indexes: [{ name: 'month', key: { month: 1, _id: 1 } }],
  keys: (event) => {
    const party = partyOf(event);
    return party ? [monthly(businessMonth(event.metadata.occurredAt, timeZone), party.currency, party.country)] : [];
  },
  project: (document, event, key) => addTrade(document ?? { ...noSales, ...ofMonth(key), country: whatOf(key) }, event),
});

/** Sums of trade by month and customer. */
export const salesByCustomer = ({ timeZone }: ShopCalendar): View<SalesByCustomerDocument> => ({
  name: 'salesByCustomer',
  version: 5,
  collection: collections.salesByCustomer,
  indexes: [{ name: 'month', key: { month: 1, _id: 1 } }],
  keys: (event) => {
    const party = partyOf(event);
    return party ? [monthly(businessMonth(event.metadata.occurredAt, timeZone), party.currency, party.customerId)] : [];
  },
  project: (document, event, key) =>
    addTrade(document ?? { ...noSales, ...ofMonth(key), customerId: whatOf(key) }, event),
});

/** Sums of trade by hour. Hours are those of UTC: twice a year a local hour is missing, or is there twice. */
export const salesByHour: View<SalesByHourDocument> = {
  name: 'salesByHour',
  version: 2,
  collection: collections.salesByHour,
  indexes: [],
  keys: (event) => {
    const currency = currencyOf(event);
    return currency === undefined ? [] : [`${event.metadata.occurredAt.slice(0, 13)}|${currency}`];
  },
  project: (document, event, key) =>
    addTrade(document ?? { ...noSales, hour: key.slice(0, 13), currency: key.slice(14) }, event),
};

/** Where trade comes from: the shop itself, or a history that was imported. */
const channelOf = ({ metadata: { origin } }: Recorded): string => (origin === 'import' ? 'import' : 'shop');

/** Sums of trade by month and channel. */
export const salesByChannel = ({ timeZone }: ShopCalendar): View<SalesByChannelDocument> => ({
  name: 'salesByChannel',
  version: 2,
  collection: collections.salesByChannel,
  indexes: [{ name: 'month', key: { month: 1, _id: 1 } }],
  keys: (event) => {
    const currency = currencyOf(event);
    return currency === undefined
      ? []
      : [monthly(businessMonth(event.metadata.occurredAt, timeZone), currency, channelOf(event))];
  },
  project: (document, event, key) => addTrade(document ?? { ...noSales, ...ofMonth(key), channel: whatOf(key) }, event),
});

/** The first of the titles under which a product was sold, in the order of letters: the same whatever came first. */
const firstTitle = (known: string, event: Recorded, sku: string): string => {
  if (event.type !== 'OrderPlaced' && event.type !== 'CreditIssued' && event.type !== 'OrderCancelled') return known;
  const titles: readonly { readonly sku: string; readonly title: string }[] = event.data.lines;
  return titles.reduce(
    (first, line) =>
      line.sku === sku && line.title !== '' && (first === '' || line.title < first) ? line.title : first,
    known,
  );
};

/** Sums of trade by month and product. */
export const salesByProduct = ({ timeZone }: ShopCalendar): View<SalesByProductDocument> => ({
  name: 'salesByProduct',
  version: 5,
  collection: collections.salesByProduct,
  indexes: [
    { name: 'month', key: { month: 1, _id: 1 } },
    { name: 'sku', key: { sku: 1, month: 1 } },
  ],
  keys: (event) => {
    const lines = linesOf(event);
    const currency = currencyOf(event);
    if (lines.length === 0 || currency === undefined) return [];
    const month = businessMonth(event.metadata.occurredAt, timeZone);
    return [...new Set(lines.map((line) => monthly(month, currency, line.sku)))];
  },
  project: (document, event, key) => {
    const sku = whatOf(key);
    const before = document ?? { ...noSales, ...ofMonth(key), sku, title: '' };
    return addProductTrade({ ...before, title: firstTitle(before.title, event, sku) }, event, sku);
  },
});
