import type { Value } from '../bson/types.js';
import type { Path, Row } from '../query/path.js';

/**
 * The variables that an expression may name, without `$$`. One that has a value was bound by a command's `let` before anything is read, and
 * stands as that constant; one without gets its value while the expression runs.
 */
export type Variables = ReadonlyMap<string, { value: Value } | undefined>;

/** What an expression is evaluated on: the document, and variables by name without `$$`. */
export type Scope = { row: Row; variables: ReadonlyMap<string, Value> };

/** A comparison of a field with a constant, as the planner reads it. */
export type Comparison = { kind: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; path: Path; value: Value };

/** An expression, parsed. `path` is set where it is nothing but a field of the document, `constant` where it is a literal. */
export type Expression = {
  evaluate: (scope: Scope) => Value;
  path?: Path;
  constant?: { value: Value };
  /** Comparisons that all hold wherever the expression is true. */
  comparisons?: readonly Comparison[];
};

/** Parses an inner expression; `extra` names variables that it may use beside those of its surroundings. */
export type Parse = (value: Value, extra?: readonly string[]) => Expression;

/** Builds an expression from an operator's argument. */
export type Operator = (argument: Value, parse: Parse, name: string) => Expression;
