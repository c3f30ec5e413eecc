import { StoreError, unsupported } from '../errors.js';
import { compareText } from '../bson/compare.js';
import { eachElement } from '../bson/read.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { encodeDocument } from '../bson/write.js';
import { parseFilter } from '../query/parse.js';
import { compileFilter } from '../query/match.js';
import type { Matcher } from '../query/match.js';
import { indexOf } from '../query/path.js';
import type { Variables } from '../aggregate/expression-types.js';
import { makeStages } from '../aggregate/pipeline.js';
import { parsePipeline } from '../aggregate/stage-spec.js';
import type { Stage } from '../aggregate/stage.js';
import { modifiers } from './modifiers.js';
import type { Modifier } from './modifier.js';

/** One change of an update: an operator on a path. `filters` holds the `$[name]` filters by name. */
export type Change = { operator: string; parts: readonly string[]; path: string; apply: Modifier; onInsert: boolean };

export type Update =
  | { kind: 'replace'; bytes: Buffer }
  | { kind: 'change'; changes: readonly Change[]; filters: ReadonlyMap<string, Matcher> }
  | { kind: 'pipeline'; stages: () => Stage[] };

const pipelineStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/** Reads an update: operators, a replacement, or a pipeline with the variables that `let` and `c` bound. */
export function parseUpdate(value: Value, arrayFilters: Value, variables: Variables = new Map()): Update {
  if (Array.isArray(value)) {
    if (arrayFilters !== undefined)
      throw new StoreError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates');
    const specs = parsePipeline(value);
    for (const { name } of specs) {
      if (!pipelineStages.has(name))
        throw new StoreError('InvalidOptions', `${name} is not allowed to be used within an update`);
    }
    const stages = (): Stage[] => makeStages(specs, { database: '', variables, find: () => undefined, makeStages });
    stages();
    return { kind: 'pipeline', stages };
  }
  if (!isDoc(value)) throw new StoreError('FailedToParse', 'Update argument must be either an object or an array');
  const first = value.keys().next().value;
  if (first?.startsWith('$') !== true) {
    if (arrayFilters !== undefined)
      throw new StoreError('FailedToParse', 'arrayFilters may not be specified for replacements');
    return replacement(encodeDocument(value));
  }
  const changes = parseChanges(value);
  checkConflicts(changes);
  const filters = parseArrayFilters(arrayFilters);
  checkFilterUse(changes, filters);
  return { kind: 'change', changes, filters };
}

/** A replacement from its bytes; a top-level name that begins with $ is refused. */
export function replacement(bytes: Buffer): Update {
  eachElement(bytes, 0, (name) => {
    if (name.startsWith('$')) {
      throw new StoreError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' is not allowed in the context of an update's replacement document.`,
      );
    }
  });
  return { kind: 'replace', bytes };
}

/**
 * The changes in the order in which MongoDB makes them, which is that of the paths: new fields come by their names, whatever the order in the
 * update. A `$rename` stands where its new name does, in front of it.
 */
function parseChanges(value: Doc): Change[] {
  const units: { at: readonly string[]; changes: readonly Change[] }[] = [];
  for (const [operator, fields] of value) {
    const make = modifiers.get(operator);
    if (operator === '$bit') throw unsupported('the update operator $bit');
    if (make === undefined) {
      throw new StoreError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw new StoreError(
        'FailedToParse',
        `Modifiers operate on fields but we found another type instead. For example: {$mod: {<field>: ...}} not {${operator}: ...}`,
      );
    }
    for (const [path, argument] of fields) {
      const parts = checkedPath(path);
      const change = { operator, path, parts, apply: make(argument, path), onInsert: operator === '$setOnInsert' };
      if (operator === '$rename' && typeof argument === 'string') {
        // The new name takes part in conflicts and is written from where the old name was.
        const to = checkedPath(argument);
        const target: Change = {
          operator: '$rename-to',
          path: argument,
          parts: to,
          apply: () => 'keep',
          onInsert: false,
        };
        units.push({ at: to, changes: [change, target] });
      } else units.push({ at: parts, changes: [change] });
    }
  }
  return units.sort((one, other) => comparePaths(one.at, other.at)).flatMap(({ changes }) => changes);
}

/** Part by part: numbers by their value, names by their bytes. */
function comparePaths(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [a = '', b = ''] = [one[at], other[at]];
    const numbers = indexOf(a) >= 0 && indexOf(b) >= 0;
    const order = numbers ? indexOf(a) - indexOf(b) : compareText(a, b);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function checkedPath(path: string): readonly string[] {
  const parts = path.split('.');
  for (const [at, part] of parts.entries()) {
    if (part === '')
      throw new StoreError(
        'EmptyFieldName',
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (part.startsWith('$') && (at === 0 || !/^\$(\[[a-z]?[a-zA-Z0-9]*\])?$/.test(part))) {
      throw new StoreError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`,
      );
    }
  }
  return parts;
}

/** Two changes may not meet on a path or one inside the other. */
function checkConflicts(changes: readonly Change[]): void {
  const paths = changes.map((change) => change.path).sort();
  for (let at = 1; at < paths.length; at += 1) {
    const path = paths[at] ?? '';
    for (let other = at - 1; other >= 0; other -= 1) {
      const shorter = paths[other] ?? '';
      if (path === shorter || path.startsWith(`${shorter}.`)) {
        throw new StoreError(
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${shorter}'`,
        );
      }
      if (!path.startsWith(shorter.slice(0, 1))) break;
    }
  }
}

function parseArrayFilters(value: Value): ReadonlyMap<string, Matcher> {
  const filters = new Map<string, Matcher>();
  if (value === undefined) return filters;
  if (!Array.isArray(value))
    throw new StoreError('TypeMismatch', "BSON field 'arrayFilters' is the wrong type, expected type 'array'");
  for (const item of value) {
    if (!isDoc(item)) throw new StoreError('TypeMismatch', 'each array filter must be a document');
    const name = filterName(item);
    if (name === undefined)
      throw new StoreError('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters');
    if (filters.has(name))
      throw new StoreError('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`);
    // The element is looked at as a document with the filter's name as its one field.
    filters.set(name, compileFilter(parseFilter(item)));
  }
  return filters;
}

/** The one first part that all paths of an array filter share. */
function filterName(filter: Doc): string | undefined {
  let found: string | undefined;
  for (const [name, value] of filter) {
    const names =
      name.startsWith('$') && Array.isArray(value)
        ? value.map((inner) => (isDoc(inner) ? filterName(inner) : undefined))
        : [name.split('.')[0]];
    for (const next of names) {
      if (next === undefined) continue;
      if (found !== undefined && found !== next) {
        throw new StoreError(
          'FailedToParse',
          `Error parsing array filter: Expected a single top-level field name, found '${found}' and '${next}'`,
        );
      }
      found = next;
    }
  }
  return found;
}

function checkFilterUse(changes: readonly Change[], filters: ReadonlyMap<string, Matcher>): void {
  const used = new Set(
    changes.flatMap((change) => change.parts.flatMap((part) => /^\$\[(.+)\]$/.exec(part)?.[1] ?? [])),
  );
  for (const name of used) {
    if (!filters.has(name)) throw new StoreError('BadValue', `No array filter found for identifier '${name}' in path`);
  }
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw new StoreError('FailedToParse', `The array filter for identifier '${name}' was not used in the update`);
  }
}
