import { StoreError } from '../errors.js';
import { compareValues, rankOf } from '../bson/compare.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import { groupStage } from './group.js';
import { parsePipeline } from './stage-spec.js';
import type { Variables } from './expression-types.js';
import type { PipelineContext } from './stage-spec.js';
import { endAll, pushThrough } from './stage.js';
import type { Stage } from './stage.js';

/** `$facet`: several pipelines over the same documents. */
export function facetStage(argument: Value, context: PipelineContext): Stage {
  if (!isDoc(argument) || argument.size === 0)
    throw new StoreError(40_169, 'the $facet specification must be a non-empty object');
  const facets = [...argument].map(([name, value]) => {
    if (name.includes('.') || name.startsWith('$'))
      throw new StoreError('FailedToParse', `'${name}' is no name for a facet`);
    const specs = parsePipeline(value);
    const refused = specs.find((spec) => spec.name === '$facet' || spec.name === '$out');
    if (refused !== undefined)
      throw new StoreError(40_600, `${refused.name} is not allowed to be used within a $facet stage`);
    const found: Value[] = [];
    return { name, stages: context.makeStages(specs, context), found };
  });
  return {
    push(rows) {
      for (const facet of facets) for (const row of pushThrough(facet.stages, rows)) facet.found.push(row.doc);
      return [];
    },
    end() {
      const doc: Doc = new Map();
      for (const facet of facets) {
        for (const row of endAll(facet.stages)) facet.found.push(row.doc);
        doc.set(facet.name, facet.found);
      }
      return [Row.ofDoc(doc)];
    },
    full: false,
  };
}

/** Boundaries ascend within one type; the default may not lie between them. */
function checkBoundaries(boundaries: readonly Value[], options: Doc): void {
  const [lowest] = boundaries;
  for (const [at, next] of boundaries.entries()) {
    if (rankOf(next) !== rankOf(lowest))
      throw new StoreError(40_193, "All values in the 'boundaries' option to $bucket must have the same type");
    if (at > 0 && compareValues(boundaries[at - 1], next) >= 0)
      throw new StoreError(40_194, "The 'boundaries' option to $bucket must be sorted");
  }
  if (!options.has('default')) return;
  const other = options.get('default');
  if (compareValues(other, lowest) >= 0 && compareValues(other, boundaries.at(-1)) < 0) {
    throw new StoreError(
      40_199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest",
    );
  }
}

const bucketOptions = ['groupBy', 'boundaries', 'default', 'output'];

/** `$bucket`: groups by the range that a value falls into, as a `$group` by `$switch`. */
export function bucketStage(argument: Value, variables: Variables): Stage {
  if (!isDoc(argument)) throw new StoreError(40_201, 'Argument to $bucket stage must be an object');
  for (const name of argument.keys()) {
    if (!bucketOptions.includes(name)) throw new StoreError(40_197, `Unrecognized option to $bucket: ${name}.`);
  }
  const groupBy = argument.get('groupBy');
  const boundaries = argument.get('boundaries');
  if (groupBy === undefined || !Array.isArray(boundaries))
    throw new StoreError(40_198, '$bucket requires groupBy and boundaries');
  if (boundaries.length < 2) throw new StoreError(40_192, "The $bucket 'boundaries' field must have at least 2 values");
  checkBoundaries(boundaries, argument);
  const literal = (value: Value): Doc => new Map([['$literal', value]]);
  const compared = (operator: string, value: Value): Doc => new Map([[operator, [groupBy, literal(value)]]]);
  const branches = boundaries.slice(0, -1).map((low, at): Doc => {
    const high = boundaries[at + 1];
    const within: Doc = new Map([['$and', [compared('$gte', low), compared('$lt', high)]]]);
    return new Map<string, Value>([
      ['case', within],
      ['then', literal(low)],
    ]);
  });
  const choice: Doc = new Map<string, Value>([['branches', branches]]);
  if (argument.has('default')) choice.set('default', literal(argument.get('default')));
  const output = argument.get('output') ?? new Map([['count', new Map([['$sum', 1]])]]);
  if (!isDoc(output)) throw new StoreError(40_196, "The $bucket 'output' field must be an object");
  const group = groupStage(new Map<string, Value>([['_id', new Map([['$switch', choice]])], ...output]), variables);
  return {
    push: (rows) => group.push(rows),
    end: () => [...group.end()].sort((a, b) => compareValues(a.field('_id'), b.field('_id'))),
    full: false,
  };
}
