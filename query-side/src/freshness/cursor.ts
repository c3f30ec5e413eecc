import type { Refusal, Shop } from '@storefold/platform';
import { z } from 'zod';
import { refuseField } from './refuse-field.js';

const stored = z.strictObject({
  log: z.string(),
  list: z.string(),
  at: z.array(z.union([z.string(), z.number()])).max(4),
});

/** Where a list goes on: the sort key of its last item. Opaque to who carries it; bound to the log and to the list. */
export const writeCursor = (shop: Shop, list: string, at: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify({ log: shop.logId, list, at })).toString('base64url');

/** Reads a cursor whose parts have the given shape. */
export const readCursor = <Shape extends z.ZodType>(
  shop: Shop,
  list: string,
  shape: Shape,
  cursor: string | undefined,
): { readonly at: z.infer<Shape> | undefined } | Refusal => {
  if (cursor === undefined) return { at: undefined };
  const refusal = refuseField(
    'invalid-cursor',
    'query.cursor',
    'The cursor is not one of this list; begin again without one.',
  );
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return refusal;
  }
  const parsed = stored.safeParse(json);
  if (!parsed.success || parsed.data.log !== shop.logId || parsed.data.list !== list) return refusal;
  const at = shape.safeParse(parsed.data.at);
  return at.success ? { at: at.data } : refusal;
};
