import { formatMinor, minorDigits } from '@storefold/contracts/currencies';

/** An amount in minor units as people read it: `£12.50`. */
export const money = formatMinor;

/** An amount without its pence, for axes: `£1.2m`, `£340k`. */
export const roughMoney = (minor: number, currency: string): string =>
  new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(minor / 10 ** minorDigits(currency));

export const count = (value: number): string => value.toLocaleString('en-GB');

/** A moment in the shop's time zone: `3 Nov 2011, 10:42`. */
export const when = (at: string, timeZone = 'Europe/London'): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(at));

/** A moment to the second: `23 Nov 2026, 10:42:07`. */
export const exactly = (at: string, timeZone = 'Europe/London'): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(new Date(at));

/** The month of `YYYY-MM`: `Nov 2011`. */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T00:00:00Z`),
  );

const small = new Set(['and', 'with', 'of', 'the', 'in', 'on', 'to', 'for', 'a', 'an']);

/** Titles come in capitals: `WHITE HANGING HEART T-LIGHT HOLDER` reads better as words. */
export const titleCase = (title: string): string =>
  title === title.toUpperCase()
    ? title
        .toLowerCase()
        .replace(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu, (word, at: number) =>
          at > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
        )
        .replace(/\s+/g, ' ')
        .trim()
    : title;

/** How much of a thing is left, in words. */
export const stockWords = (available: number): string => {
  if (available <= 0) return 'Sold out';
  return available <= 12 ? `Only ${available.toString()} left` : `${count(available)} in stock`;
};

const eventWords: Readonly<Record<string, string>> = {
  OrderPlaced: 'Order placed',
  OrderConfirmed: 'Put aside for you',
  ItemsShipped: 'Sent',
  ShipmentDelivered: 'Arrived',
  OrderCancelled: 'Cancelled',
  ItemsReturned: 'Came back to us',
  OrderLinesCancelled: 'A part was cancelled',
  ReturnRequested: 'You asked to send something back',
  ReturnApproved: 'It may be sent back',
  ReturnDeclined: 'It could not be taken back',
  ReturnWithdrawn: 'You keep it after all',
  ReturnReceived: 'Your parcel is here',
  ReturnInspected: 'Came back to us',
};
/** An event of an order, as a shopper would say it. */
export const eventInWords = (type: string): string => eventWords[type] ?? type.replace(/([a-z])([A-Z])/g, '$1 $2');

const statusWords: Readonly<Record<string, string>> = {
  placed: 'Placed',
  confirmed: 'Put aside, waiting to be sent',
  'partly-shipped': 'Partly sent',
  shipped: 'Sent',
  delivered: 'Arrived',
  'partly-returned': 'Partly returned',
  returned: 'Returned',
  cancelled: 'Cancelled',
  due: 'To be paid',
  'action-required': 'Waiting for your bank',
  declined: 'The card was declined',
  authorised: 'Promised by your card; it is charged when we send the order',
  disputed: 'Disputed at the bank',
  'partly-paid': 'Partly paid',
  paid: 'Paid',
  'partly-refunded': 'Partly refunded',
  refunded: 'Refunded',
};
export const statusInWords = (status: string): string => statusWords[status] ?? status;
