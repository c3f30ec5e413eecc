import type { Doc } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import type { Plan } from './plan.js';

/**
 * A plan as `explain` shows it, in MongoDB's words for its stages. `counted` says that keys alone are counted; `above` is a stage that takes
 * what the plan reads, such as UPDATE.
 */
export function describePlan(plan: Plan, counted: boolean, above?: string): Doc {
  const read = counted ? docOf({ ...indexOf(plan), stage: 'COUNT_SCAN' }) : stageOf(plan);
  const sorted = plan.sorted || counted ? read : docOf({ stage: 'SORT', inputStage: read });
  return above === undefined ? sorted : docOf({ stage: above, inputStage: sorted });
}

function stageOf(plan: Plan): Doc {
  if (plan.union !== undefined) {
    return docOf({
      stage: 'SUBPLAN',
      inputStage: { stage: 'OR', inputStages: plan.union.map((part) => describePlan(part, false)) },
    });
  }
  if (plan.keys !== undefined) return docOf({ stage: 'IDHACK', indexName: '_id_' });
  if (plan.ranges.length === 0) return docOf({ stage: 'EOF' });
  if (plan.scan) return docOf({ stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' });
  return docOf({ stage: 'FETCH', inputStage: { stage: 'IXSCAN', ...indexOf(plan) } });
}

function indexOf({ index, reverse }: Plan): Readonly<Record<string, unknown>> {
  const direction = reverse ? 'backward' : 'forward';
  if (index === undefined) return { indexName: '_id_', keyPattern: { _id: 1 }, isUnique: true, direction };
  const { name, pattern, unique, sparse, multikey } = index;
  return {
    indexName: name,
    keyPattern: pattern,
    isUnique: unique,
    isSparse: sparse,
    isMultiKey: multikey.includes(true),
    direction,
  };
}
