import { invalid } from '../api/api-error.js';
import type { Books } from '../api/books.js';
import type { ApiObject, Kind } from '../objects.js';

const kindByField: Readonly<Record<string, Kind>> = {
  latest_charge: 'charge',
  charge: 'charge',
  payment_method: 'payment_method',
  payment_intent: 'payment_intent',
};
const MOST_DEEP = 4;

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const expandOne = (books: Books, value: unknown, path: readonly string[], whole: string): unknown => {
  const [field, ...rest] = path;
  if (field === undefined) return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => expandOne(books, entry, path, whole));
  if (!isTree(value) || !Object.hasOwn(value, field))
    throw invalid(`This property cannot be expanded (${whole}).`, { param: 'expand' });
  const inner = value[field];
  const kind = kindByField[field];
  const found: ApiObject | undefined =
    kind !== undefined && typeof inner === 'string' ? books.find(kind, inner) : undefined;
  if (found === undefined && field !== 'data' && !isTree(inner) && inner !== null)
    throw invalid(`This property cannot be expanded (${whole}).`, { param: 'expand' });
  return inner === null ? value : { ...value, [field]: expandOne(books, found ?? inner, rest, whole) };
};

/** Puts objects in place of the ids that a request asks to be expanded, such as `latest_charge` or `data.payment_intent`. */
export const expand = (books: Books, answer: unknown, paths: readonly string[]): unknown =>
  paths.reduce((tree, path) => {
    const parts = path.split('.');
    if (parts.length > MOST_DEEP)
      throw invalid(`You cannot expand more than ${MOST_DEEP.toString()} levels of a property. Property: ${path}`, {
        param: 'expand',
      });
    return expandOne(books, tree, parts, path);
  }, answer);
