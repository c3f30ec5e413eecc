import type { Lists } from '../history/history.js';
/** Which words stand in which titles, and how much a word tells. */
export type Words = {
    /** Words of each item, by number. */
    readonly ofItem: Lists;
    /** Items that hold each word. */
    readonly holders: Lists;
    /** log(items / holders) of each word; 0 for words that tell nothing. */
    readonly telling: Float32Array;
};
/** Reads titles as sets of words. Undefined where no item has a title. */
export declare const readWords: (texts: readonly string[]) => Words | undefined;
/** Adds to scores how alike titles are to that of `item`: the weight of shared words over the words of both. */
export declare const addAlike: (words: Words, item: number, weight: number, scores: Float32Array) => void;
//# sourceMappingURL=words.d.ts.map