import { StoreError, unsupported } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { planQuery } from '../planner/plan.js';
import type { Filter } from '../query/filter.js';
import { compileFilter } from '../query/match.js';
import { Row, someValue } from '../query/path.js';
import type { Path } from '../query/path.js';
import { Source } from '../storage/source.js';
import { fieldPath } from './expression.js';
import { setPath } from './fields.js';
import { parsePipeline } from './stage-spec.js';
import type { PipelineContext, StageSpec } from './stage-spec.js';
import { endAll, pushThrough } from './stage.js';
import type { Stage } from './stage.js';

const known = ['from', 'localField', 'foreignField', 'let', 'pipeline', 'as'];

/** `$lookup`: joins the documents of another collection, by an index on the foreign field where there is one. */
export function lookupStage(argument: Value, context: PipelineContext): Stage {
  if (!isDoc(argument)) throw new StoreError('FailedToParse', 'the $lookup stage specification must be an object');
  for (const name of argument.keys()) {
    if (!known.includes(name)) throw new StoreError('FailedToParse', `unknown argument to $lookup: ${name}`);
  }
  const bound = argument.get('let');
  if (bound !== undefined && (!isDoc(bound) || bound.size > 0)) throw unsupported("$lookup with 'let'");
  const from = text(argument, 'from');
  const as = fieldPath(text(argument, 'as')).parts;
  const joined = argument.has('localField') || argument.has('foreignField');
  const local = joined ? fieldPath(text(argument, 'localField')) : undefined;
  const foreign = joined ? fieldPath(text(argument, 'foreignField')) : undefined;
  const specs = argument.has('pipeline') ? parsePipeline(argument.get('pipeline')) : [];
  if (!joined && !argument.has('pipeline')) {
    throw new StoreError('FailedToParse', '$lookup requires either pipeline or both localField and foreignField');
  }
  // Made once for its checks; each run needs stages of its own.
  context.makeStages(specs, context);

  let whole: readonly Value[] | undefined;
  const foundFor = (row: Row): readonly Value[] => {
    if (local === undefined || foreign === undefined) {
      // Without a joining field the pipeline is the same for every document.
      whole ??= run(from, { op: 'and', of: [] }, specs, context);
      return whole;
    }
    return run(
      from,
      { op: 'test', path: foreign, test: { kind: 'in', values: localValues(row, local), patterns: [] } },
      specs,
      context,
    );
  };
  return {
    push: (rows) => rows.map((row) => Row.ofDoc(setPath(row.doc, as, 0, [...foundFor(row)]))),
    end: () => [],
    full: false,
  };
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

function run(from: string, filter: Filter, specs: readonly StageSpec[], context: PipelineContext): Value[] {
  const collection = context.find(context.database, from);
  if (collection === undefined) return [];
  const source = new Source(collection, planQuery(collection, filter));
  const matches = compileFilter(filter);
  const stages = context.makeStages(specs, context);
  const found: Value[] = [];
  while (!source.done && !stages.some((stage) => stage.full)) {
    const rows = source.next(256).flatMap(({ row }) => (matches(row) ? [row] : []));
    for (const row of pushThrough(stages, rows)) found.push(row.doc);
  }
  for (const row of endAll(stages)) found.push(row.doc);
  return found;
}
