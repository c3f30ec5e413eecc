import { StoreError, unsupported } from '../errors.js';
import { isDoc } from '../bson/types.js';
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
    if (typeof request.get('aggregate') !== 'string') throw unsupported('aggregate on a whole database');
    const first = options.has('batchSize') ? wholeOf(options.get('batchSize'), 'batchSize', firstBatch) : firstBatch;
    const target = outTarget(parsePipeline(request.get('pipeline')).at(-1), call.database);
    if (target !== undefined && call.transaction !== undefined)
      throw new StoreError('OperationNotSupportedInTransaction', '$out cannot be used in a transaction');
    const { stream } = aggregateStream(call);
    const namespace = `${call.database}.${collectionName(call)}`;
    if (target !== undefined) {
      await writeOut(call, stream, target);
      return { fields: new Map(), batch: { id: 0n, namespace, field: 'firstBatch', rows: [] } };
    }
    return firstReply(call, namespace, stream, { batchSize: 0, first, single: false, timeout: true });
  },
};

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
