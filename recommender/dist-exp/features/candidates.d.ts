import type { Snapshot } from '../counts/snapshot.js';
import type { Seen } from './scores.js';
/** What does not depend on whom one looks at: the popular products of several spans, in order of number. */
export declare const alwaysCandidates: ({ facts }: Snapshot) => readonly number[];
/** The products worth ranking for one context, each once, in order of number. */
export declare const candidatesFor: ({ held, scores }: Seen, always: readonly number[]) => Int32Array;
//# sourceMappingURL=candidates.d.ts.map