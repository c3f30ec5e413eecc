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
import { addProductTrade, addTrade, isTrade, linesOf, noSales } from './sums.js';

export type ShopCalendar = { readonly timeZone: string };

/** The customer of who did not say who they are. */
export const guest = 'guest';

const partyOf = (event: Recorded): { readonly country: string; readonly customerId: string } | undefined => {
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
      return { country: event.data.country, customerId: event.data.customerId ?? guest };
    default:
      return undefined;
  }
};

/** Id of a document that is kept by month: `<month>|<what>`. */
export const monthly = (month: string, what: string): string => `${month}|${what}`;

/** Sums of trade by the shop's calendar day. */
export const salesByDay = ({ timeZone }: ShopCalendar): View<SalesByDayDocument> => ({
  name: 'salesByDay',
  version: 4,
  collection: collections.salesByDay,
  indexes: [],
  keys: (event) => (isTrade(event) ? [businessDay(event.metadata.occurredAt, timeZone)] : []),
  project: (document, event, day) => addTrade(document ?? { ...noSales, day, month: day.slice(0, 7) }, event),
});

/** Sums of trade by month and country. */
export const salesByCountry = ({ timeZone }: ShopCalendar): View<SalesByCountryDocument> => ({
  name: 'salesByCountry',
  version: 4,
  collection: collections.salesByCountry,
  indexes: [{ name: 'month', key: { month: 1, _id: 1 } }],
  keys: (event) => {
    const party = partyOf(event);
    return party ? [monthly(businessMonth(event.metadata.occurredAt, timeZone), party.country)] : [];
  },
  project: (document, event, key) =>
    addTrade(document ?? { ...noSales, month: key.slice(0, 7), country: key.slice(8) }, event),
});

/** Sums of trade by month and customer. */
export const salesByCustomer = ({ timeZone }: ShopCalendar): View<SalesByCustomerDocument> => ({
  name: 'salesByCustomer',
  version: 4,
  collection: collections.salesByCustomer,
  indexes: [{ name: 'month', key: { month: 1, _id: 1 } }],
  keys: (event) => {
    const party = partyOf(event);
    return party ? [monthly(businessMonth(event.metadata.occurredAt, timeZone), party.customerId)] : [];
  },
  project: (document, event, key) =>
    addTrade(document ?? { ...noSales, month: key.slice(0, 7), customerId: key.slice(8) }, event),
});

/** Sums of trade by hour. Hours are those of UTC: twice a year a local hour is missing, or is there twice. */
export const salesByHour: View<SalesByHourDocument> = {
  name: 'salesByHour',
  version: 1,
  collection: collections.salesByHour,
  indexes: [],
  keys: (event) => (isTrade(event) ? [event.metadata.occurredAt.slice(0, 13)] : []),
  project: (document, event, hour) => addTrade(document ?? { ...noSales, hour }, event),
};

/** Where trade comes from: the shop itself, or a history that was imported. */
const channelOf = ({ metadata: { origin } }: Recorded): string => (origin === 'import' ? 'import' : 'shop');

/** Sums of trade by month and channel. */
export const salesByChannel = ({ timeZone }: ShopCalendar): View<SalesByChannelDocument> => ({
  name: 'salesByChannel',
  version: 1,
  collection: collections.salesByChannel,
  indexes: [{ name: 'month', key: { month: 1, _id: 1 } }],
  keys: (event) =>
    isTrade(event) ? [monthly(businessMonth(event.metadata.occurredAt, timeZone), channelOf(event))] : [],
  project: (document, event, key) =>
    addTrade(document ?? { ...noSales, month: key.slice(0, 7), channel: key.slice(8) }, event),
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
  version: 4,
  collection: collections.salesByProduct,
  indexes: [
    { name: 'month', key: { month: 1, _id: 1 } },
    { name: 'sku', key: { sku: 1, month: 1 } },
  ],
  keys: (event) => {
    const lines = linesOf(event);
    if (lines.length === 0) return [];
    const month = businessMonth(event.metadata.occurredAt, timeZone);
    return [...new Set(lines.map((line) => monthly(month, line.sku)))];
  },
  project: (document, event, key) => {
    const sku = key.slice(8);
    const before = document ?? { ...noSales, month: key.slice(0, 7), sku, title: '' };
    return addProductTrade({ ...before, title: firstTitle(before.title, event, sku) }, event, sku);
  },
});
