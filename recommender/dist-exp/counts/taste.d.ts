import { type History } from '../history/history.js';
/** What each user took, each item once, newest first, with the weight of its newest time: a sparse matrix by rows. */
export type Taste = {
    readonly starts: Int32Array;
    readonly items: Int32Array;
    readonly weights: Float32Array;
};
/** Items of one user that count: a bot that views a million products must not make a million pairs squared. */
export declare const MOST_PER_USER = 300;
export declare const tasteOf: (history: History, halfLifeDays: number, mostPerUser?: number) => Taste;
//# sourceMappingURL=taste.d.ts.map