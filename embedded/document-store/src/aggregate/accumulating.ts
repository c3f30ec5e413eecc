import type { Value } from '../bson/types.js';
import { accumulators } from './accumulators.js';
import type { Operator } from './expression-types.js';

/** `$sum`, `$avg`, `$min` and `$max` outside of `$group`: over their arguments, or over the one array that they are given. */
function over(name: string): Operator {
  return (argument, parse) => {
    const items = (Array.isArray(argument) ? argument : [argument]).map((item) => parse(item));
    return {
      evaluate: (scope) => {
        const accumulator = accumulators.get(name)?.();
        const values = items.map((item) => item.evaluate(scope));
        const [only] = values;
        const all: readonly Value[] = values.length === 1 && Array.isArray(only) ? only : values;
        for (const value of all) accumulator?.take(value);
        return accumulator?.result();
      },
    };
  };
}

export const accumulating: readonly (readonly [string, Operator])[] = ['$sum', '$avg', '$min', '$max'].map((name) => [
  name,
  over(name),
]);
