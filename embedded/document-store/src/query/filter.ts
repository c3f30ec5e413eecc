import type { BSONRegExp, Value } from '../bson/types.js';
import type { Expression } from '../aggregate/expression-types.js';
import type { Path } from './path.js';
import type { Pattern } from './regex.js';

/** A test of one value. `not` passes when one of its tests fails. */
export type Test =
  | { kind: 'eq'; value: Value }
  | { kind: 'gt' | 'gte' | 'lt' | 'lte'; value: Value }
  | { kind: 'in'; values: readonly Value[]; patterns: readonly Pattern[] }
  | { kind: 'regex'; pattern: Pattern }
  | { kind: 'exists' }
  | { kind: 'type'; types: ReadonlySet<number> }
  | { kind: 'size'; size: number }
  | { kind: 'mod'; divisor: bigint; remainder: bigint }
  | { kind: 'elemMatchValue'; tests: readonly Test[] }
  | { kind: 'elemMatchDoc'; filter: Filter }
  | { kind: 'not'; tests: readonly Test[] }
  | { kind: 'never' };

/** A query, parsed: what the matcher compiles and the planner reads. */
export type Filter =
  | { op: 'and' | 'or' | 'nor'; of: readonly Filter[] }
  | { op: 'test'; path: Path; test: Test }
  | { op: 'expr'; expression: Expression }
  | { op: 'never' };

export type { BSONRegExp };
