import { StoreError } from '../errors.js';
import { compareValues } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { docOf, encodeDocument } from '../bson/write.js';
import { countByKeys } from '../planner/counting.js';
import { matcherFor, planQuery } from '../planner/plan.js';
import { parseFilter } from '../query/parse.js';
import { indexOf, locate, pathOf } from '../query/path.js';
import type { Located, Path } from '../query/path.js';
import { RowStream, deadlineIn } from '../query/stream.js';
import { Source } from '../storage/source.js';
import { checkCollation, collectionOf, docField, wholeField, wholeOf } from './command.js';
import type { Command } from './command.js';
import { findHint } from './hint.js';

const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  async run(call) {
    const { request } = call;
    checkCollation(request.get('collation'));
    const collection = collectionOf(call);
    const query = docField(request.get('query'), 'query');
    const limit = countLimit(request.get('limit'));
    const skip = wholeField(call, 'skip', 0);
    const filter = parseFilter(query);
    if (collection === undefined) return { fields: docOf({ n: 0 }) };
    let found = collection.count;
    const hint = findHint(collection, request.get('hint'));
    if (query.size > 0 || hint !== undefined) {
      const plan = planQuery(collection, filter, [], hint);
      const deadline = deadlineIn(wholeField(call, 'maxTimeMS', 0));
      const stream = new RowStream(new Source(collection, plan), matcherFor(plan, filter), []);
      found = countByKeys(collection, plan) ?? (await counted(stream, skip + limit, deadline));
    }
    return { fields: docOf({ n: Math.min(Math.max(found - skip, 0), limit) }) };
  },
};

/** A negative limit counts as its positive, and zero as none. */
function countLimit(value: Value): number {
  const given = isNumeric(value) ? toNumber(value) : value;
  return wholeOf(typeof given === 'number' ? Math.abs(given) : given, 'limit', 0) || Infinity;
}

async function counted(stream: RowStream, enough: number, deadline: number): Promise<number> {
  let found = 0;
  while (!stream.exhausted && found < enough) {
    await stream.fill(1_000, deadline);
    found += stream.take(1_000, Infinity).length;
  }
  return found;
}

/** The values of a distinct are one document. */
const maxDistinct = 16 * 1024 * 1024;

const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  async run(call) {
    const { request } = call;
    checkCollation(request.get('collation'));
    const key = request.get('key');
    if (typeof key !== 'string' || key === '')
      throw new StoreError(
        'TypeMismatch',
        "BSON field 'distinct.key' is the wrong type or empty, expected type 'string'",
      );
    const path = pathOf(key);
    const collection = collectionOf(call);
    const filter = parseFilter(docField(request.get('query'), 'query'));
    const values = new Map<string, Value>();
    if (collection !== undefined) {
      const plan = planQuery(collection, filter, [], findHint(collection, request.get('hint')));
      const stream = new RowStream(new Source(collection, plan), matcherFor(plan, filter), []);
      const deadline = deadlineIn(wholeField(call, 'maxTimeMS', 0));
      while (!stream.exhausted) {
        await stream.fill(1_000, deadline);
        for (const row of stream.take(1_000, Infinity)) {
          addValues(values, row.locate(path), path);
        }
      }
    }
    const fields = new Map([['values', [...values.values()].sort(compareValues)]]);
    if (encodeDocument(fields).length > maxDistinct) throw new StoreError(17_217, 'distinct too big, 16mb cap');
    return { fields };
  },
};

/** Adds what a document has at a path; of an array at its end the elements. */
function addValues(values: Map<string, Value>, { value, depth }: Located, path: Path): void {
  if (depth < path.parts.length && Array.isArray(value)) {
    const index = indexOf(path.parts[depth] ?? '');
    for (const [at, item] of value.entries()) {
      if (isDoc(item)) addValues(values, locate(item, path, depth), path);
      if (at === index) addValues(values, locate(item, path, depth + 1), path);
    }
    return;
  }
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item === undefined) continue;
    const id = keyOf(item).toString('latin1');
    if (!values.has(id)) values.set(id, item);
  }
}

export const countCommands: readonly (readonly [string, Command])[] = [
  ['count', count],
  ['distinct', distinct],
];
