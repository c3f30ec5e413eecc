import { StoreError } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { matcherFor, planQuery } from '../planner/plan.js';
import type { Filter, Test } from '../query/filter.js';
import { parseFilter } from '../query/parse.js';
import { Row, someValue } from '../query/path.js';
import type { Path } from '../query/path.js';
import { Source } from '../storage/source.js';
import { checkVariableName, fieldPath, parseExpression, scopeOf } from './expression.js';
import type { Expression, Variables } from './expression-types.js';
import { setPath } from './fields.js';
import { parsePipeline } from './stage-spec.js';
import type { PipelineContext, StageSpec } from './stage-spec.js';
import { endAll, pushThrough } from './stage.js';
import type { Stage } from './stage.js';

const known = ['from', 'localField', 'foreignField', 'let', 'pipeline', 'as'];

/** `$lookup`: joins the documents of another collection, by an index where the join or the pipeline's first `$match` is one's. */
export function lookupStage(argument: Value, context: PipelineContext): Stage {
  if (!isDoc(argument)) throw new StoreError('FailedToParse', 'the $lookup stage specification must be an object');
  for (const name of argument.keys()) {
    if (!known.includes(name)) throw new StoreError('FailedToParse', `unknown argument to $lookup: ${name}`);
  }
  const from = text(argument, 'from');
  const as = fieldPath(text(argument, 'as')).parts;
  const joined = argument.has('localField') || argument.has('foreignField');
  const local = joined ? fieldPath(text(argument, 'localField')) : undefined;
  const foreign = joined ? fieldPath(text(argument, 'foreignField')) : undefined;
  const specs = argument.has('pipeline') ? parsePipeline(argument.get('pipeline')) : [];
  if (!argument.has('pipeline')) {
    if (!joined)
      throw new StoreError('FailedToParse', '$lookup requires either pipeline or both localField and foreignField');
    if (argument.has('let'))
      throw new StoreError('FailedToParse', '$lookup with localField and foreignField takes let only with a pipeline');
  }
  if (specs.some(({ name }) => name === '$out'))
    throw new StoreError(51_047, "$out is not allowed within a $lookup's sub-pipeline");
  const bindings = letBindings(argument.get('let'), context.variables);
  // Made once for its checks; each run needs stages of its own.
  const unbound = bindings.map(([name]): [string, undefined] => [name, undefined]);
  context.makeStages(specs, { ...context, variables: new Map([...context.variables, ...unbound]) });

  let whole: readonly Value[] | undefined;
  const foundFor = (row: Row): readonly Value[] => {
    const scope = scopeOf(row);
    const values = bindings.map(([name, expression]): [string, { value: Value }] => [
      name,
      { value: expression.evaluate(scope) },
    ]);
    const inner = values.length === 0 ? context : { ...context, variables: new Map([...context.variables, ...values]) };
    if (local === undefined || foreign === undefined) {
      if (values.length > 0) return run(from, everything, specs, inner);
      // Without a joining field or variable the pipeline is the same for every document.
      whole ??= run(from, everything, specs, inner);
      return whole;
    }
    const test: Test = { kind: 'in', values: localValues(row, local), patterns: [] };
    return run(from, { op: 'test', path: foreign, test }, specs, inner);
  };
  return {
    push: (rows) => rows.map((row) => Row.ofDoc(setPath(row.doc, as, 0, [...foundFor(row)]))),
    end: () => [],
    full: false,
  };
}

const everything: Filter = { op: 'and', of: [] };

function letBindings(value: Value, variables: Variables): (readonly [string, Expression])[] {
  if (value === undefined) return [];
  if (!isDoc(value)) throw new StoreError('FailedToParse', "$lookup argument 'let' must be an object");
  return [...value].map(([name, expression]) => {
    checkVariableName(name);
    return [name, parseExpression(expression, variables)];
  });
}

function text(argument: Doc, name: string): string {
  const value = argument.get(name);
  if (typeof value !== 'string' || value === '')
    throw new StoreError('FailedToParse', `$lookup argument '${name}' must be a non-empty string`);
  return value;
}

/** What a document joins by: each element of an array; null where the field is missing. */
function localValues(row: Row, path: Path): Value[] {
  const { value, depth } = row.locate(path);
  if (!Array.isArray(value)) return [value ?? null];
  const values: Value[] = [];
  someValue(value, path, depth, true, (item) => {
    if (!Array.isArray(item)) values.push(item ?? null);
    return false;
  });
  return values;
}

/** Runs the pipeline on the other collection. A `$match` at its front joins the filter, so that an index may serve both. */
function run(from: string, join: Filter, specs: readonly StageSpec[], context: PipelineContext): Value[] {
  const collection = context.find(context.database, from);
  if (collection === undefined) return [...endAll(context.makeStages(specs, context))].map((row) => row.doc);
  const [first] = specs;
  const condition = first?.name === '$match' && isDoc(first.argument) ? first.argument : undefined;
  const filter: Filter =
    condition === undefined ? join : { op: 'and', of: [join, parseFilter(condition, context.variables)] };
  const plan = planQuery(collection, filter);
  const source = new Source(collection, plan);
  const matches = matcherFor(plan, filter);
  const stages = context.makeStages(condition === undefined ? specs : specs.slice(1), context);
  const found: Value[] = [];
  while (!source.done && !stages.some((stage) => stage.full)) {
    const rows = source.next(256).flatMap(({ row }) => (matches(row) ? [row] : []));
    for (const row of pushThrough(stages, rows)) found.push(row.doc);
  }
  for (const row of endAll(stages)) found.push(row.doc);
  return found;
}
