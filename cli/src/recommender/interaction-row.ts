import type { Interaction } from '@storefold/recommender';
import { UnreadableFile } from '../csv/open-csv.js';
import { columnReader } from '../online-retail/columns.js';
import { readRow } from '../online-retail/row.js';

/** A row that is left out, and why. `row` counts as a spreadsheet does: the header is row 1. */
export type RowFault = { readonly fault: string };
/** Reads the fields of one record. Undefined for a row that makes sense and is none of ours, such as a returned good. */
export type InteractionReader = (row: number, fields: readonly string[]) => Interaction | RowFault | undefined;

/** Names under which files carry the columns, compared in lower case and without signs. */
const names = {
  user: ['user', 'userid', 'visitorid', 'customer', 'customerid', 'session', 'sessionid', 'uid'],
  item: ['item', 'itemid', 'product', 'productid', 'sku', 'movieid', 'iid'],
  time: ['time', 'timestamp', 'datetime', 'date', 'ts'],
  basket: ['basket', 'basketid', 'order', 'orderid', 'invoice', 'transaction', 'transactionid'],
  title: ['title', 'text', 'description', 'name'],
} as const;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const shorten = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);

const MOST_NAME = 200;
const NUMBER = /^\d{1,17}(\.\d{1,9})?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A moment in milliseconds since 1970: ISO 8601 (UTC where it names no zone), or a number since 1970 in seconds,
 * milliseconds (from 1e11) or microseconds (from 1e14). Undefined when it is neither.
 */
export const momentOf = (text: string): number | undefined => {
  if (NUMBER.test(text)) {
    const value = Number(text);
    return value >= 1e14 ? value / 1_000 : value >= 1e11 ? value : value * 1_000;
  }
  const match = MOMENT.exec(text);
  if (!match) return undefined;
  const [, day = '', clock = '00:00', zone = 'Z'] = match;
  const moment = Date.parse(`${day}T${clock}${zone}`);
  return Number.isNaN(moment) ? undefined : moment;
};

/** @throws UnreadableFile naming the columns that are missing */
const plainReader = (header: readonly string[], path: string): InteractionReader => {
  const columns = header.map(plain);
  const placeOf = (known: readonly string[]) => columns.findIndex((column) => known.includes(column));
  const at = {
    user: placeOf(names.user),
    item: placeOf(names.item),
    time: placeOf(names.time),
    basket: placeOf(names.basket),
    title: placeOf(names.title),
  };
  const missing = (['user', 'item'] as const).filter((name) => at[name] < 0);
  if (missing.length > 0)
    throw new UnreadableFile(
      `${path} has no column ${missing.join(', ')}; its first line must name user, item and, where they are known, time and basket (it names ${shorten(header.join(','))})`,
    );
  return (_, fields) => {
    if (fields.length !== header.length)
      return {
        fault: `${fields.length.toString()} columns where the header has ${header.length.toString()}`,
      };
    const text = (place: number) => (place < 0 ? '' : (fields[place] ?? '').trim());
    for (const name of ['user', 'item'] as const) {
      const value = text(at[name]);
      if (value === '') return { fault: `the ${name} is empty` };
      if (value.length > MOST_NAME) return { fault: `the ${name} is longer than ${MOST_NAME.toString()} signs` };
    }
    const timeMs = at.time < 0 ? undefined : momentOf(text(at.time));
    if (at.time >= 0 && timeMs === undefined)
      return {
        fault: `the time ${shorten(text(at.time))} is neither ISO 8601 (2011-12-09T12:50:00Z) nor a number since 1970`,
      };
    const basket = text(at.basket);
    const title = text(at.title);
    return {
      ...{ user: text(at.user), item: text(at.item), timeMs },
      basket: basket === '' ? undefined : basket,
      ...(title === '' ? {} : { text: title }),
    };
  };
};

/** The raw Online Retail II file: what known customers bought; no returns, charges or stock movements. */
const onlineRetailReader = (header: readonly string[], path: string): InteractionReader => {
  const columns = columnReader(header, path);
  return (row, fields) => {
    const text = columns(row, fields);
    if ('fault' in text) return text;
    const read = readRow(text);
    if ('problem' in read) return { fault: `${read.problem}: ${read.detail}` };
    if (read.kind !== 'line' || read.customerId === null) return undefined;
    return {
      ...{ user: read.customerId, item: read.code, timeMs: Date.parse(read.at) },
      ...{ basket: read.invoice, text: read.description },
    };
  };
};

/** Chooses by the header how rows are read. @throws UnreadableFile when the header names no columns that we know */
export const interactionReader = (header: readonly string[], path: string): InteractionReader => {
  const columns = new Set(header.map(plain));
  return columns.has('stockcode') && columns.has('invoicedate')
    ? onlineRetailReader(header, path)
    : plainReader(header, path);
};
