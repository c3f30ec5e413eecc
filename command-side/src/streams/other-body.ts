/** What stands before the dot names how a hash was made; the oldest ones (a bare SHA-256) have none. */
const kindOf = (bodyHash: string): string => (bodyHash.includes('.') ? bodyHash.slice(0, bodyHash.indexOf('.')) : '');

/** Whether two hashes are of different bodies. Hashes of different kinds tell nothing, so a repeat over a change of kind is a repeat. */
export const isOtherBody = (one: string, other: string): boolean => kindOf(one) === kindOf(other) && one !== other;
