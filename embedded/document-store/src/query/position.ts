import type { Doc, Value } from '../bson/types.js';
import type { Filter, Test } from './filter.js';
import { compileFilter, compileTest } from './match.js';
import { Row, indexOf } from './path.js';

/**
 * The index of the element, in the array at `arrayPath`, that made a document match: what `$` stands for in an update. `$elemMatch` decides
 * where there is one; else the last condition on the array.
 */
export function matchedPosition(filter: Filter, doc: Doc, arrayPath: string): number | undefined {
  let value: Value = doc;
  for (const part of arrayPath.split('.')) {
    value = value instanceof Map ? value.get(part) : Array.isArray(value) ? value[indexOf(part)] : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const list = value;
  let found: number | undefined;
  let strong = false;
  const visit = (node: Filter): void => {
    if (node.op === 'and') node.of.forEach(visit);
    if (node.op === 'or') {
      const met = node.of.find((inner) => compileFilter(inner)(Row.ofDoc(doc)));
      if (met !== undefined) visit(met);
    }
    if (node.op !== 'test' || node.test.kind === 'not' || node.test.kind === 'exists') return;
    const matches = elementTest(node.path.text, node.test, arrayPath);
    if (matches === undefined) return;
    const elemMatch = node.test.kind === 'elemMatchDoc' || node.test.kind === 'elemMatchValue';
    if (strong && !elemMatch) return;
    const at = list.findIndex(matches);
    if (at >= 0) {
      found = at;
      strong ||= elemMatch;
    }
  };
  visit(filter);
  return found;
}

/** The test of one element, when a condition looks into the array. */
function elementTest(path: string, test: Test, arrayPath: string): ((item: Value) => boolean) | undefined {
  if (path === arrayPath) {
    if (test.kind === 'elemMatchDoc' || test.kind === 'elemMatchValue') {
      const matches = compileTest(test);
      return (item) => matches([item]);
    }
    return compileTest(test);
  }
  if (!path.startsWith(`${arrayPath}.`)) return undefined;
  const parts = path.slice(arrayPath.length + 1).split('.');
  const rest = { text: parts.join('.'), parts, names: parts.map((part) => Buffer.from(part)) };
  const matches = compileFilter({ op: 'test', path: rest, test });
  return (item) => item instanceof Map && matches(Row.ofDoc(item));
}
