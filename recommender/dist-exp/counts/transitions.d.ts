import { type History } from '../history/history.js';
import { type PairTable } from './pair-table.js';
/**
 * What followed what: for each item the items of the same user's next baskets, `w(a,b) / (w(a) sqrt(w(b)))`. A basket
 * `n` steps later counts `fade^(n-1)`, a step of long ago less by `halfLifeDays`, and a step between large baskets less
 * by the root of both sizes: measured on Online Retail II, that raises NDCG@10 on a validation month from .14 to .25.
 */
export declare const countTransitions: (history: History, halfLifeDays: number) => PairTable;
//# sourceMappingURL=transitions.d.ts.map