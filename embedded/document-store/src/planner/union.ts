import type { Filter } from '../query/filter.js';

/** More branches than this are read faster in one scan. */
const maxBranches = 64;

/**
 * The ways to read a query as a union: for each `$or` that all documents must pass, its branches, each joined with everything else that the
 * query asks for.
 */
export function unionsOf(filter: Filter): (readonly Filter[])[] {
  const parts = flat(filter);
  return parts.flatMap((part, at) => {
    if (part.op !== 'or' || part.of.length > maxBranches) return [];
    const others = parts.filter((_, other) => other !== at);
    return [part.of.map((branch): Filter => ({ op: 'and', of: [branch, ...others] }))];
  });
}

function flat(filter: Filter): readonly Filter[] {
  return filter.op === 'and' ? filter.of.flatMap(flat) : [filter];
}
