import { StoreError, unsupported } from '../errors.js';
import { typeName } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import type { Stage } from '../aggregate/stage.js';
import { each, limiting, skipping, sorting } from '../aggregate/stage.js';
import type { Filter } from '../query/filter.js';
import { findProjection } from '../query/find-projection.js';
import { parseFilter } from '../query/parse.js';
import { RowStream, deadlineIn } from '../query/stream.js';
import { matcherFor, planQuery } from '../planner/plan.js';
import type { Plan } from '../planner/plan.js';
import { Source } from '../storage/source.js';
import type { Batch, Reply } from '../wire/reply.js';
import { checkCollation, collectionName, collectionOf, docField, flagField, wholeField, wholeOf } from './command.js';
import type { Call, Command } from './command.js';
import { findOrder } from './hint.js';
import { letVariables } from './let-variables.js';

/** MongoDB's first batch of a find without batchSize. */
export const firstBatch = 101;
/** Room for documents in one reply. */
const maxBatchBytes = 16 * 1024 * 1024;
export const noPlan: Plan = {
  index: undefined,
  ranges: [],
  reverse: false,
  sorted: true,
  dedupe: false,
  scan: true,
  exact: true,
};

/** Fills the first batch and keeps the rest behind a cursor. */
export async function firstReply(
  call: Call,
  namespace: string,
  stream: RowStream,
  options: { batchSize: number; first: number; single: boolean; timeout: boolean },
): Promise<Reply> {
  const maxTime = wholeField(call, 'maxTimeMS', 0);
  const deadline = deadlineIn(maxTime);
  await stream.fill(options.first + 1, deadline);
  const rows = stream.take(options.first, maxBatchBytes);
  let id = 0n;
  if (!stream.exhausted && !options.single) {
    id = call.store.cursors.add(namespace, stream, options.batchSize, options.timeout, maxTime).id;
  }
  const batch: Batch = { id, namespace, field: 'firstBatch', rows };
  return { fields: new Map(), batch };
}

const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'collation',
    'noCursorTimeout',
    'allowDiskUse',
    'let',
    'returnKey',
    'showRecordId',
    'tailable',
    'awaitData',
    'oplogReplay',
    'allowPartialResults',
    'min',
    'max',
  ],
  async run(call) {
    const { stream } = findStream(call);
    const { request } = call;
    const given = request.has('batchSize') ? wholeField(call, 'batchSize', firstBatch) : firstBatch;
    return firstReply(call, `${call.database}.${collectionName(call)}`, stream, {
      batchSize: 0,
      first: given,
      single: flagField(request.get('singleBatch'), 'singleBatch'),
      timeout: !flagField(request.get('noCursorTimeout'), 'noCursorTimeout'),
    });
  },
};

/** Builds what a find reads, with the plan that it follows. */
export function findStream(call: Call): { stream: RowStream; plan: Plan; source: Source; filter: Filter } {
  const { request } = call;
  for (const name of ['tailable', 'returnKey', 'showRecordId', 'awaitData', 'oplogReplay']) {
    if (flagField(request.get(name), name)) throw unsupported(`the find option ${name}`);
  }
  for (const name of ['min', 'max']) if (request.has(name)) throw unsupported(`the find option ${name}`);
  checkCollation(request.get('collation'));
  const collection = collectionOf(call);
  const filterDoc = docField(request.get('filter'), 'filter');
  const variables = letVariables(request.get('let'));
  const filter = parseFilter(filterDoc, variables);
  const limit = wholeField(call, 'limit', 0);
  const skip = wholeField(call, 'skip', 0);
  const { sort, hint } = findOrder(collection, request.get('sort'), request.get('hint'));
  const plan = collection === undefined ? noPlan : planQuery(collection, filter, sort, hint);
  const source = new Source(collection, plan);
  const stages: Stage[] = [];
  if (!plan.sorted) stages.push(sorting(sort, limit === 0 ? Infinity : skip + limit));
  if (skip > 0) stages.push(skipping(skip));
  if (limit > 0) stages.push(limiting(limit));
  const projection = docField(request.get('projection'), 'projection');
  if (projection.size > 0) stages.push(each(findProjection(projection, filter, variables)));
  return { stream: new RowStream(source, matcherFor(plan, filter), stages), plan, source, filter };
}

const getMore: Command = {
  fields: ['collection', 'batchSize', 'term'],
  async run(call) {
    const { request, store } = call;
    const id = request.get('getMore');
    if (typeof id !== 'bigint')
      throw new StoreError(
        'TypeMismatch',
        `BSON field 'getMore.getMore' is the wrong type '${typeName(id)}', expected type 'long'`,
      );
    const name = request.get('collection');
    if (typeof name !== 'string')
      throw new StoreError('TypeMismatch', "BSON field 'getMore.collection' is the wrong type, expected type 'string'");
    const cursor = store.cursors.get(id, `${call.database}.${name}`);
    if (cursor.busy) throw new StoreError(292, `cursor id ${String(id)} is already in use`);
    cursor.busy = true;
    try {
      const count = wholeOf(request.get('batchSize'), 'batchSize', 0) || 100_000;
      await cursor.stream.fill(count, deadlineIn(cursor.deadline));
      const rows = cursor.stream.take(count, maxBatchBytes);
      if (!cursor.stream.exhausted) await cursor.stream.fill(1, deadlineIn(cursor.deadline));
      const ended = cursor.stream.exhausted;
      if (ended) store.cursors.remove(id);
      return {
        fields: new Map(),
        batch: { id: ended ? 0n : id, namespace: cursor.namespace, field: 'nextBatch', rows },
      };
    } catch (error) {
      store.cursors.remove(id);
      throw error;
    } finally {
      cursor.busy = false;
    }
  },
};

const killCursors: Command = {
  fields: ['cursors'],
  run(call) {
    const list = call.request.get('cursors');
    if (!Array.isArray(list))
      throw new StoreError('TypeMismatch', "BSON field 'killCursors.cursors' is the wrong type, expected type 'array'");
    const cursorsKilled: Value[] = [];
    const cursorsNotFound: Value[] = [];
    for (const id of list) {
      if (typeof id === 'bigint' && call.store.cursors.remove(id)) cursorsKilled.push(id);
      else cursorsNotFound.push(id);
    }
    return { fields: docOf({ cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] }) };
  },
};

export const queryCommands: readonly (readonly [string, Command])[] = [
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
];
