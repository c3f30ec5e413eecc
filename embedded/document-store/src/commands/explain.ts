import { StoreError, unsupported } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { docOf, encodeDocument } from '../bson/write.js';
import { readDocument } from '../bson/read.js';
import { limiting } from '../aggregate/stage.js';
import { Alike, countByKeys } from '../planner/counting.js';
import { describePlan } from '../planner/describe.js';
import { matcherFor, planQuery } from '../planner/plan.js';
import type { Plan } from '../planner/plan.js';
import { parseFilter } from '../query/parse.js';
import { RowStream, deadlineIn } from '../query/stream.js';
import { Source } from '../storage/source.js';
import { Request } from '../wire/message.js';
import { aggregateStream } from './aggregate-command.js';
import { collectionName, collectionOf, docField, flagField, wholeField } from './command.js';
import type { Call, Command } from './command.js';
import { findOrder } from './hint.js';
import { letVariables } from './let-variables.js';
import { findStream, noPlan } from './query-commands.js';

/** What a command would read. `counted` is set when keys alone are counted; `above` names the stage that takes what is read. */
type Reading = {
  stream: RowStream;
  plan: Plan;
  source: Source;
  counted?: number | undefined;
  above?: string;
};

const verbosities: readonly string[] = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/**
 * Tells how a command would read: the index, its direction, and with `executionStats` how many keys and documents were examined. It reads to find
 * out, and never writes. There is one plan for each query, so `allPlansExecution` tells no more.
 */
export const explain: Command = {
  fields: ['verbosity'],
  async run(call) {
    const inner = call.request.get('explain');
    if (!isDoc(inner))
      throw new StoreError('TypeMismatch', "BSON field 'explain.explain' is the wrong type, expected type 'object'");
    const verbosity = call.request.get('verbosity') ?? 'allPlansExecution';
    if (typeof verbosity !== 'string' || !verbosities.includes(verbosity))
      throw new StoreError('BadValue', `the explain verbosity must be one of ${verbosities.join(', ')}`);
    const about = { requestId: 0, legacy: false, answered: true, sections: new Map<string, Buffer[]>() };
    const innerCall: Call = { ...call, request: new Request(about, encodeDocument(inner), 0) };
    const reading = readingOf(innerCall);
    const winningPlan = describePlan(reading.plan, reading.counted !== undefined, reading.above);
    const fields = docOf({
      explainVersion: '1',
      queryPlanner: {
        namespace: `${call.database}.${collectionName(innerCall)}`,
        indexFilterSet: false,
        winningPlan,
        rejectedPlans: [],
      },
      command: inner,
    });
    if (verbosity !== 'queryPlanner') {
      const deadline = deadlineIn(wholeField(call, 'maxTimeMS', 0));
      fields.set('executionStats', await statsOf(reading, winningPlan, deadline));
    }
    return { fields };
  },
};

async function statsOf({ stream, source, counted, above }: Reading, plan: Doc, deadline: number): Promise<Doc> {
  const started = performance.now();
  let returned = 0;
  while (!stream.exhausted) {
    // In small pieces, as a find with a limit reads: it stops where that would.
    await stream.fill(16, deadline);
    returned += stream.take(16, Infinity).length;
  }
  const writes = above === 'UPDATE' || above === 'DELETE';
  return docOf({
    executionSuccess: true,
    nReturned: writes || above === 'COUNT' ? 0 : returned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: counted ?? source.keysExamined,
    totalDocsExamined: counted === undefined ? source.docsExamined : 0,
    executionStages: new Map([...plan, ...(writes ? docOf({ nWouldModify: returned }) : docOf({}))]),
  });
}

function readingOf(call: Call): Reading {
  const { request } = call;
  switch (request.name) {
    case 'find':
      return findStream(call);
    case 'aggregate':
      return aggregateStream(call);
    case 'count':
      return ofQuery(call, request.get('query'), request.get('hint'), 'COUNT');
    case 'distinct':
      return ofQuery(call, request.get('query'), request.get('hint'));
    case 'findAndModify': {
      const above = flagField(request.get('remove'), 'remove') ? 'DELETE' : 'UPDATE';
      return ofQuery(call, request.get('query'), request.get('hint'), above, request.get('sort'), true);
    }
    case 'update':
    case 'delete':
      return ofWrite(call, request.name);
    default:
      throw unsupported(`explain of ${request.name}`);
  }
}

/** The one operation of an update or a delete. */
function ofWrite(call: Call, name: 'update' | 'delete'): Reading {
  const [bytes, ...more] = call.request.documents(name === 'update' ? 'updates' : 'deletes');
  if (bytes === undefined || more.length > 0)
    throw new StoreError('InvalidOptions', `explained write batches must be of size 1`);
  const operation = readDocument(bytes);
  const one = name === 'update' ? !flagField(operation.get('multi'), 'multi') : operation.get('limit') !== 0;
  const above = name === 'update' ? 'UPDATE' : 'DELETE';
  return ofQuery(call, operation.get('q'), operation.get('hint'), above, operation.get('sort'), one);
}

function ofQuery(call: Call, query: Value, wanted: Value, above?: string, order?: Value, one = false): Reading {
  const collection = collectionOf(call);
  const filter = parseFilter(docField(query, 'query'), letVariables(call.request.get('let')));
  const { sort, hint } = findOrder(collection, order, wanted);
  const plan = collection === undefined ? noPlan : planQuery(collection, filter, sort, hint);
  const source = new Source(collection, plan);
  // A write of one document that needs no sorting stops at the first.
  const stages = one && plan.sorted ? [limiting(1)] : [];
  const counted = above === 'COUNT' && collection !== undefined ? countByKeys(collection, plan) : undefined;
  return {
    stream: new RowStream(counted === undefined ? source : new Alike(0), matcherFor(plan, filter), stages),
    plan,
    source,
    counted,
    ...(above === undefined ? {} : { above }),
  };
}
