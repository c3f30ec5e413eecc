import { StoreError, unsupported } from '../errors.js';
import { compareValues } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric, typeName } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { parseFilter } from '../query/parse.js';
import { compileFilter } from '../query/match.js';
import { Row } from '../query/path.js';
import { parseSort } from '../query/sort.js';
import { parseExpression, scopeOf } from './expression.js';
import { compileAddFields, compileUnset } from './fields.js';
import type { Variables } from './expression-types.js';
import { groupStage } from './group.js';
import { bucketStage, facetStage } from './facet.js';
import { lookupStage } from './lookup.js';
import { compileProjection } from './projection.js';
import { each, filtering, limiting, skipping, sorting } from './stage.js';
import type { Stage } from './stage.js';
import type { PipelineContext, StageSpec } from './stage-spec.js';
import { unwindStage } from './unwind.js';

const notSupported = new Set([
  '$merge',
  '$graphLookup',
  '$setWindowFields',
  '$geoNear',
  '$search',
  '$changeStream',
  '$indexStats',
  '$collStats',
  '$currentOp',
  '$densify',
  '$fill',
  '$listSessions',
  '$planCacheStats',
  '$redact',
  '$sample',
  '$unionWith',
  '$bucketAuto',
  '$documents',
  '$listLocalSessions',
  '$vectorSearch',
  '$searchMeta',
]);

/** Makes the stages of a pipeline. A `$sort` keeps no more than the `$limit` behind it lets through. */
export function makeStages(specs: readonly StageSpec[], context: PipelineContext): Stage[] {
  return specs.map((spec, at) => {
    const next = specs[at + 1];
    const limit =
      spec.name === '$sort' && next?.name === '$limit' && isNumeric(next.argument) ? toNumber(next.argument) : Infinity;
    return makeStage(spec, context, limit);
  });
}

/** Makes a stage; what is not known is refused. */
function makeStage(spec: StageSpec, context: PipelineContext, limit: number): Stage {
  const { name, argument } = spec;
  switch (name) {
    case '$match':
      return filtering(compileFilter(parseFilter(documentOf(name, argument, 15_959), context.variables)));
    case '$sort': {
      const keys = parseSort(documentOf(name, argument, 15_973));
      if (keys.length === 0) throw new StoreError(15_976, '$sort stage must have at least one sort key');
      return sorting(keys, limit);
    }
    case '$limit':
      return limiting(wholeNumber(name, argument, 15_958, 1));
    case '$skip':
      return skipping(wholeNumber(name, argument, 15_956, 0));
    case '$count':
      return countStage(argument);
    case '$group':
      return groupStage(argument, context.variables);
    case '$project': {
      const shape = documentOf(name, argument, 15_969);
      if (shape.size === 0) throw new StoreError(51_272, 'projection specification must have at least one field');
      return each(compileProjection(shape, context.variables));
    }
    case '$addFields':
    case '$set':
      return each(compileAddFields(documentOf(name, argument, 40_272), context.variables));
    case '$unset':
      return each(compileUnset(argument));
    case '$unwind':
      return unwindStage(argument);
    case '$replaceRoot':
    case '$replaceWith':
      return replaceRoot(name, argument, context.variables);
    case '$lookup':
      return lookupStage(argument, context);
    case '$facet':
      return facetStage(argument, context);
    case '$bucket':
      return bucketStage(argument, context.variables);
    case '$sortByCount':
      return sortByCount(argument, context.variables);
    case '$out':
      // The command takes it off the end of a pipeline; whoever meets it here stands somewhere else.
      throw new StoreError(40_601, '$out can only be the final stage in the pipeline');
    default:
      if (notSupported.has(name)) throw unsupported(`the stage ${name}`);
      throw new StoreError('UnknownStage', `Unrecognized pipeline stage name: '${name}'`);
  }
}

function documentOf(name: string, value: Value, code: number): Doc {
  if (!isDoc(value)) throw new StoreError(code, `the ${name} specification must be an object`);
  return value;
}

function wholeNumber(name: string, value: Value, code: number, least: number): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number))
    throw new StoreError(
      code === 15_958 ? 2_107_201 : 5_107_200,
      `invalid argument to ${name} stage: Expected an integer`,
    );
  if (number < least) throw new StoreError(code, `the ${name} must be ${least === 1 ? 'positive' : 'non-negative'}`);
  return number;
}

/** No input gives no document, as in MongoDB. */
function countStage(argument: Value): Stage {
  if (typeof argument !== 'string' || argument === '')
    throw new StoreError(40_156, 'the count field must be a non-empty string');
  if (argument.startsWith('$')) throw new StoreError(40_158, 'the count field cannot be a $-prefixed path');
  if (argument.includes('\0')) throw new StoreError(40_159, 'the count field cannot contain a null byte');
  if (argument.includes('.')) throw new StoreError(40_160, "the count field cannot contain '.'");
  let count = 0;
  return {
    push(rows) {
      count += rows.length;
      return [];
    },
    end: () => (count === 0 ? [] : [Row.ofDoc(new Map([[argument, count]]))]),
    full: false,
  };
}

function replaceRoot(name: string, argument: Value, variables: Variables): Stage {
  let shape: Value = argument;
  if (name === '$replaceRoot') {
    if (!isDoc(argument)) throw new StoreError(40_229, 'expected an object as specification for $replaceRoot stage');
    for (const field of argument.keys()) {
      if (field !== 'newRoot')
        throw new StoreError('UnknownField', `BSON field '$replaceRoot.${field}' is an unknown field.`);
    }
    if (!argument.has('newRoot')) throw new StoreError('MissingField', "BSON field '$replaceRoot.newRoot' is missing");
    shape = argument.get('newRoot');
  }
  const expression = parseExpression(shape, variables);
  return each((row) => {
    const value = expression.evaluate(scopeOf(row));
    if (!isDoc(value)) {
      throw new StoreError(
        40_228,
        `'${name === '$replaceRoot' ? 'newRoot' : 'replacement'}' expression must evaluate to an object, but resulting value was of type ${typeName(value)}`,
      );
    }
    return Row.ofDoc(value);
  });
}

function sortByCount(argument: Value, variables: Variables): Stage {
  if (typeof argument === 'string' && !argument.startsWith('$'))
    throw new StoreError(40_148, 'the sortByCount field must be defined as a $-prefixed path or an expression');
  if (isDoc(argument) && argument.keys().next().value?.startsWith('$') !== true)
    throw new StoreError(40_147, 'the sortByCount field must be defined as a $-prefixed path or an expression');
  if (typeof argument !== 'string' && !isDoc(argument))
    throw new StoreError(40_149, 'the sortByCount field must be specified as a string or as an object');
  const group = groupStage(
    new Map<string, Value>([
      ['_id', argument],
      ['count', new Map([['$sum', 1]])],
    ]),
    variables,
  );
  return {
    push: (rows) => group.push(rows),
    end: () => [...group.end()].sort((a, b) => compareValues(b.field('count'), a.field('count'))),
    full: false,
  };
}
