import { StoreError, unsupported } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import { docOf, encodeDocument } from '../bson/write.js';
import type { Plan } from '../planner/plan.js';
import { planQuery } from '../planner/plan.js';
import { parseFilter } from '../query/parse.js';
import { Request } from '../wire/message.js';
import { collectionName, collectionOf, docField } from './command.js';
import type { Call, Command } from './command.js';
import { aggregateStream } from './aggregate-command.js';
import { findStream, noPlan } from './query-commands.js';

/** Tells how a command would read: the index, its direction, and with `executionStats` how much was read. */
export const explain: Command = {
  fields: ['verbosity'],
  async run(call) {
    const inner = call.request.get('explain');
    if (!isDoc(inner))
      throw new StoreError('TypeMismatch', "BSON field 'explain.explain' is the wrong type, expected type 'object'");
    const about = { requestId: 0, legacy: false, answered: true, sections: new Map<string, Buffer[]>() };
    const innerCall: Call = { ...call, request: new Request(about, encodeDocument(inner), 0) };
    const verbosity = call.request.get('verbosity') ?? 'allPlansExecution';
    const namespace = `${call.database}.${collectionName(innerCall)}`;
    const { name } = innerCall.request;
    if (name !== 'find' && name !== 'aggregate') {
      const plan = simplePlan(innerCall);
      return { fields: docOf({ explainVersion: '1', queryPlanner: { namespace, winningPlan: describePlan(plan) } }) };
    }
    const { stream, plan, source } = name === 'find' ? findStream(innerCall) : aggregateStream(innerCall);
    const fields = docOf({
      explainVersion: '1',
      queryPlanner: { namespace, winningPlan: describePlan(plan), rejectedPlans: [] },
    });
    if (verbosity !== 'queryPlanner') {
      let returned = 0;
      while (!stream.exhausted) {
        await stream.fill(1_000, Infinity);
        returned += stream.take(1_000, Infinity).length;
      }
      fields.set(
        'executionStats',
        docOf({
          executionSuccess: true,
          nReturned: returned,
          totalKeysExamined: plan.index === undefined ? 0 : source.keysExamined,
          totalDocsExamined: source.docsExamined,
        }),
      );
    }
    return { fields };
  },
};

function simplePlan(call: Call): Plan {
  const { request } = call;
  if (request.name !== 'count' && request.name !== 'distinct') throw unsupported(`explain of ${request.name}`);
  const collection = collectionOf(call);
  return collection === undefined
    ? noPlan
    : planQuery(collection, parseFilter(docField(request.get('query'), 'query')));
}

function describePlan(plan: Plan): Doc {
  const direction = plan.reverse ? 'backward' : 'forward';
  let stage: Doc;
  if (plan.ranges.length === 0 && plan.keys === undefined) stage = docOf({ stage: 'EOF' });
  else if (plan.index !== undefined) {
    const { name, pattern, unique, sparse, multikey } = plan.index;
    const isMultiKey = multikey.includes(true);
    stage = docOf({
      stage: 'FETCH',
      inputStage: {
        stage: 'IXSCAN',
        indexName: name,
        keyPattern: pattern,
        isUnique: unique,
        isSparse: sparse,
        isMultiKey,
        direction,
      },
    });
  } else if (plan.keys !== undefined) stage = docOf({ stage: 'IDHACK', indexName: '_id_' });
  else if (!plan.scan) {
    stage = docOf({
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, direction },
    });
  } else stage = docOf({ stage: 'COLLSCAN', direction });
  return plan.sorted ? stage : docOf({ stage: 'SORT', inputStage: stage });
}
