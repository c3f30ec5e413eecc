import { StoreError } from '../errors.js';
import { compareText } from '../bson/compare.js';
import { readDocument } from '../bson/read.js';
import { ObjectId } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { checkDepth } from '../bson/validate.js';
import { encodeDocument } from '../bson/write.js';
import { matcherFor, planQuery } from '../planner/plan.js';
import type { Hint } from '../planner/plan.js';
import type { Filter } from '../query/filter.js';
import type { Path, Row } from '../query/path.js';
import { checkDeadline } from '../query/stream.js';
import { matchedPosition } from '../query/position.js';
import { sortRows } from '../query/sort.js';
import type { SortKey } from '../query/sort.js';
import type { Collection } from '../storage/collection.js';
import { Source } from '../storage/source.js';
import { applyUpdate } from '../update/apply.js';
import { setPath } from '../aggregate/fields.js';
import type { Update } from '../update/parse.js';
import { checkId, withId, withIdOf } from '../storage/document-id.js';

export type Found = { key: Buffer; bytes: Buffer };

/** So many documents are written between two looks at the clock. */
const PIECE = 256;

/** The documents that a filter means, read to the end before anything is written. Throws TimeUp past the deadline. */
export function findDocuments(
  collection: Collection,
  filter: Filter,
  multi: boolean,
  hint: Hint,
  deadline: number,
  sort: readonly SortKey[] = [],
): Found[] {
  const plan = planQuery(collection, filter, sort, hint);
  const source = new Source(collection, plan);
  const matches = matcherFor(plan, filter);
  const found: { key: Buffer; row: Row }[] = [];
  const first = !multi && plan.sorted;
  while (!source.done) {
    checkDeadline(deadline);
    for (const candidate of source.next(first ? 8 : 1_000)) {
      if (!matches(candidate.row)) continue;
      if (first) return [{ key: candidate.key, bytes: candidate.row.bytes }];
      found.push(candidate);
    }
  }
  const keys = new Map(found.map(({ key, row }) => [row, key]));
  const rows = plan.sorted
    ? found.map(({ row }) => row)
    : sortRows(
        found.map(({ row }) => row),
        sort,
      );
  const chosen = multi ? rows : rows.slice(0, 1);
  return chosen.map((row) => ({ key: keys.get(row) ?? Buffer.alloc(0), bytes: row.bytes }));
}

export type UpdateOperation = {
  filter: Filter;
  update: Update;
  /** When it has to end, on the clock of `performance.now()`; what is written by then stays. */
  deadline: number;
  multi: boolean;
  upsert: boolean;
  hint: Hint;
  /** Which of the documents that match is the one that is changed. */
  sort: readonly SortKey[];
};

export type UpdateOutcome = { matched: number; modified: number; upsertedId?: Value };

/** Runs one update of a batch. Inside a commit. */
export function updateDocuments(
  collection: Collection | undefined,
  create: () => Collection,
  operation: UpdateOperation,
): UpdateOutcome {
  const { update } = operation;
  if (update.kind === 'replace' && operation.multi)
    throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update');
  const { filter, multi, hint, sort, deadline } = operation;
  if (multi && sort.length > 0) throw new StoreError('FailedToParse', 'Cannot specify sort with multi=true');
  const found = collection === undefined ? [] : findDocuments(collection, filter, multi, hint, deadline, sort);
  let modified = 0;
  if (collection !== undefined) {
    for (const [at, { key, bytes }] of found.entries()) {
      if (at % PIECE === 0) checkDeadline(deadline);
      const after = updatedBytes(update, bytes, filter);
      if (after.equals(bytes)) continue;
      collection.replace(key, bytes, after);
      modified += 1;
    }
  }
  if (found.length > 0 || !operation.upsert) return { matched: found.length, modified };
  const made = upsertedDocument(update, filter);
  const target = collection ?? create();
  target.insert(made.bytes, made.id);
  return { matched: 0, modified: 0, upsertedId: made.id };
}

/** The new bytes of a document. A replacement keeps the stored _id, which stands first. */
export function updatedBytes(update: Update, bytes: Buffer, filter: Filter): Buffer {
  if (update.kind === 'replace') return withIdOf(update.bytes, bytes);
  const before = readDocument(bytes);
  const after = applyUpdate(update, before, contextOf(before, filter, false));
  checkDepth(after);
  return encodeDocument(after);
}

function contextOf(doc: Doc | undefined, filter: Filter, inserting: boolean): Parameters<typeof applyUpdate>[2] {
  return {
    inserting,
    now: new Date(),
    position: (path) => (doc === undefined ? undefined : matchedPosition(filter, doc, path)),
  };
}

/** The document of an upsert that matched nothing: the filter's equalities, then the update. */
export function upsertedDocument(update: Update, filter: Filter): { bytes: Buffer; id: Value; doc: Doc } {
  const seed = update.kind === 'replace' ? idOf(filter) : equalitiesOf(filter);
  let doc = applyUpdate(update, seed, contextOf(undefined, filter, true));
  if (!doc.has('_id')) doc = new Map<string, Value>([['_id', new ObjectId()], ...doc]);
  checkDepth(doc);
  checkId(doc.get('_id'));
  const { bytes, id } = withId(encodeDocument(doc));
  return { bytes, id, doc };
}

function idOf(filter: Filter): Doc {
  const id = equalitiesOf(filter).get('_id');
  const doc: Doc = new Map();
  if (id !== undefined) doc.set('_id', id);
  return doc;
}

/** The fields that a filter fixes to one value, in the order of their paths. */
function equalitiesOf(filter: Filter): Doc {
  const found = new Map<string, { path: Path; value: Value }>();
  const visit = (node: Filter): void => {
    if (node.op === 'and' || (node.op === 'or' && node.of.length === 1)) node.of.forEach(visit);
    if (node.op !== 'test') return;
    let value: Value;
    if (node.test.kind === 'eq') value = node.test.value;
    else if (node.test.kind === 'in' && node.test.values.length === 1 && node.test.patterns.length === 0)
      [value] = node.test.values;
    else return;
    const { text } = node.path;
    if (found.has(text))
      throw new StoreError('NotSingleValueField', `cannot infer query fields to set, path '${text}' is matched twice`);
    found.set(text, { path: node.path, value });
  };
  visit(filter);
  const sorted = [...found.values()].sort((one, other) => compareText(one.path.text, other.path.text));
  return sorted.reduce<Doc>((doc, { path, value }) => setPath(doc, path.parts, 0, value), new Map());
}

/** Deletes one document or all that a filter means; answers how many. Inside a commit. Throws TimeUp past the deadline: what is gone by then is gone. */
export function deleteDocuments(
  collection: Collection,
  filter: Filter,
  multi: boolean,
  hint: Hint,
  deadline: number,
): number {
  const found = findDocuments(collection, filter, multi, hint, deadline);
  for (const [at, { key, bytes }] of found.entries()) {
    if (at % PIECE === 0) checkDeadline(deadline);
    collection.remove(key, bytes);
  }
  return found.length;
}
