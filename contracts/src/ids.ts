import { z } from 'zod';

/** What the shop writes on the shelf: letters, digits, dot, dash and underscore. */
export const sku = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a SKU is 1 to 40 letters, digits, dots, dashes or underscores');

/** An id of ours: safe in a stream name, a URL and a file name. */
export const entityId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'an id is 1 to 100 letters, digits, dots, dashes or underscores');

/** More than this of one thing, in one line or one order, is a slip of the finger. */
export const mostPieces = 1_000_000;
/** Pieces of one thing: a whole number from 1 up to a million. */
export const quantity = z.int().min(1).max(mostPieces);

/** ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it. */
export const instant = z.iso.datetime({ precision: 3 });

/** A country's name as the shop writes it (the sample's own words, such as `EIRE`, are kept); as other texts of events. */
export const country = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .overwrite((name) => name.toWellFormed());
