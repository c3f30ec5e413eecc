import type { History } from '../history/history.js';
import { type PairTable } from './pair-table.js';
/**
 * Item-kNN: the cosine between two items over users (Sarwar et al., WWW 2001), of decayed weights, shrunk where both
 * are rare.
 */
export declare const countItemNeighbours: (history: History, halfLifeDays: number) => PairTable;
//# sourceMappingURL=item-knn.d.ts.map