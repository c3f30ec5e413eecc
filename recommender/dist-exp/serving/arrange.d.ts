/** A product that may be shown, as far as arranging needs to know it. */
export type Arrangeable = {
    readonly score: number;
    /** Null where it has none. */
    readonly category: string | null;
    readonly title: string;
    /** What the shop adds to how well it suits, 0 for most. */
    readonly boost: number;
};
export type Arranging = {
    readonly most: number;
    /** At most so many of one category, as long as there are others. */
    readonly mostPerCategory: number;
};
/**
 * Chooses products that suit and are not all the same: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998),
 * `lambda * suits - (1 - lambda) * likeness to what stands there already`. What suits is the score, from 0 to 1 over the
 * pool, and the shop's boost. Two products are as alike as their titles share words (Jaccard), half of it for the
 * category.
 *
 * @param pool the best first
 */
export declare const arrange: <Item extends Arrangeable>(pool: readonly Item[], { most, mostPerCategory }: Arranging) => readonly Item[];
//# sourceMappingURL=arrange.d.ts.map