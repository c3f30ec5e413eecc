import { createHash } from 'node:crypto';
import { StoreError, unsupported } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { Binary, isDoc, isNumeric } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import { Row } from '../query/path.js';
import { makeStages } from '../aggregate/pipeline.js';
import { parsePipeline } from '../aggregate/stage-spec.js';
import type { PipelineContext } from '../aggregate/stage-spec.js';
import { matcherFor, planQuery } from '../planner/plan.js';
import type { Plan } from '../planner/plan.js';
import { Alike, countByKeys, onlyCounts } from '../planner/counting.js';
import type { Filter } from '../query/filter.js';
import { parseFilter } from '../query/parse.js';
import { parseSort } from '../query/sort.js';
import { RowStream } from '../query/stream.js';
import { Source } from '../storage/source.js';
import { checkCollation, checkNames, collectionName, collectionOf, docField, flagField, wholeOf } from './command.js';
import type { Call, Command } from './command.js';
import { findHint } from './hint.js';
import { letVariables } from './let-variables.js';
import { outTarget, writeOut } from './out.js';
import { sessionOf } from './retryable.js';
import { firstBatch, firstReply, noPlan } from './query-commands.js';

const everything: Filter = { op: 'and', of: [] };

export const aggregate: Command = {
  fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
  async run(call) {
    const { request } = call;
    checkCollation(request.get('collation'));
    if (flagField(request.get('explain'), 'explain')) throw unsupported('explain inside aggregate');
    if (!request.has('cursor'))
      throw new StoreError(
        'FailedToParse',
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    const options = docField(request.get('cursor'), 'cursor');
    checkNames(options, 'cursor', ['batchSize']);
    const first = options.has('batchSize') ? wholeOf(options.get('batchSize'), 'batchSize', firstBatch) : firstBatch;
    const target = outTarget(parsePipeline(request.get('pipeline')).at(-1), call.database);
    if (target !== undefined) checkOutAllowed(call);
    const ofCollection = typeof request.get('aggregate') === 'string';
    const { stream } = ofCollection ? aggregateStream(call) : sessionsStream(call);
    const namespace = `${call.database}.${ofCollection ? collectionName(call) : '$cmd.aggregate'}`;
    if (target !== undefined) {
      await writeOut(call, stream, target);
      return { fields: new Map(), batch: { id: 0n, namespace, field: 'firstBatch', rows: [] } };
    }
    return firstReply(call, namespace, stream, { batchSize: 0, first, single: false, timeout: true });
  },
};

/** Where documents may not be written at the end of a pipeline. */
function checkOutAllowed({ request, transaction, pastTime }: Call): void {
  if (transaction !== undefined)
    throw new StoreError('OperationNotSupportedInTransaction', '$out cannot be used in a transaction');
  const level = docField(request.get('readConcern'), 'readConcern').get('level');
  if (pastTime !== undefined || level === 'linearizable')
    throw new StoreError(
      'InvalidOptions',
      `$out cannot be used with a '${pastTime === undefined ? 'linearizable' : 'snapshot'}' read concern level`,
    );
}

/** A pipeline of a whole database begins with a stage that makes documents; the one that is here is `$listLocalSessions`. */
function sessionsStream(call: Call): { stream: RowStream } {
  const all = parsePipeline(call.request.get('pipeline'));
  const [first] = all;
  const of = call.request.get('aggregate');
  if (!isNumeric(of) || toNumber(of) !== 1)
    throw new StoreError('FailedToParse', "'aggregate' must be a collection's name, or 1 for the whole database");
  if (first?.name !== '$listLocalSessions')
    throw unsupported('aggregate on a whole database, but for $listLocalSessions');
  checkNames(docField(first.argument, '$listLocalSessions'), '$listLocalSessions', ['allUsers']);
  const specs = all.at(-1)?.name === '$out' ? all.slice(1, -1) : all.slice(1);
  const context: PipelineContext = {
    database: call.database,
    variables: letVariables(call.request.get('let')),
    find: (database, name) => call.store.catalogue.get(database, name),
    makeStages,
  };
  const rows = sessionsOf(call).map((session) => ({ row: Row.ofDoc(session) }));
  let given = false;
  const source = {
    get done(): boolean {
      return given;
    },
    next: () => {
      given = true;
      return rows;
    },
  };
  return { stream: new RowStream(source, () => true, makeStages(specs, context)) };
}

/** The sessions that this server knows, and the one that asks. Nobody signs in, so all are of one user: the hash of no name. */
function sessionsOf(call: Call): Doc[] {
  const asking = sessionOf(call);
  const ids = new Map(call.store.sessions.ids.map((id) => [id.toString('hex'), id]));
  if (asking !== undefined) ids.set(asking.toString('hex'), asking);
  return [...ids.values()].map((id) =>
    docOf({
      _id: { id: new Binary(id, 4), uid: new Binary(createHash('sha256').digest()) },
      lastUse: new Date(),
    }),
  );
}

/** Builds a pipeline. A `$match` at its front chooses the index, and a `$sort` behind it may use the index's order. */
export function aggregateStream(call: Call): {
  stream: RowStream;
  plan: Plan;
  source: Source;
  filter: Filter;
  /** Set when keys alone were counted and no document is read. */
  counted?: number;
} {
  const { request } = call;
  const collection = collectionOf(call);
  const all = parsePipeline(request.get('pipeline'));
  // What `$out` does with the documents is the command's to do.
  const specs = all.at(-1)?.name === '$out' ? all.slice(0, -1) : all;
  const context: PipelineContext = {
    database: call.database,
    variables: letVariables(request.get('let')),
    find: (database, name) => call.store.catalogue.get(database, name),
    makeStages,
  };
  const stages = makeStages(specs, context);
  let used = 0;
  let filter: Filter = everything;
  const [first] = specs;
  if (first?.name === '$match' && isDoc(first.argument)) {
    filter = parseFilter(first.argument, context.variables);
    used = 1;
  }
  const next = specs[used];
  const sort = next?.name === '$sort' ? parseSort(next.argument) : [];
  const hint = findHint(collection, request.get('hint'));
  const plan = collection === undefined ? noPlan : planQuery(collection, filter, sort, hint);
  if (sort.length > 0 && plan.sorted) used += 1;
  const source = new Source(collection, plan);
  const rest = specs.slice(used);
  const count = collection !== undefined && onlyCounts(rest) ? countByKeys(collection, plan) : undefined;
  if (count !== undefined) {
    const stream = new RowStream(new Alike(count), () => true, stages.slice(used));
    return { stream, plan, source, filter, counted: count };
  }
  return { stream: new RowStream(source, matcherFor(plan, filter), stages.slice(used)), plan, source, filter };
}
