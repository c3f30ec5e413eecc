import { type History } from '../history/history.js';
import { type PairTable } from './pair-table.js';
/**
 * What was taken together: the cosine of the baskets of two items, shrunk where both are rare. Where baskets hold
 * single items, the steps of one visit (four to either side, within a day) stand for the basket.
 */
export declare const countTogether: (history: History, halfLifeDays: number) => PairTable;
//# sourceMappingURL=together.d.ts.map