import type { DataOf } from '@storefold/contracts';
export type Compared = DataOf<'ChallengerComparedWithChampion'>;
/**
 * Whether a challenger is not worse than the champion, and the figures that say so. It is worse where the whole 95 %
 * interval of a difference (of all products, or of those new to a customer) lies below nothing; or where its NDCG@10 over
 * all orders is more than 1 % below the champion's and chance is no excuse: the interval leaves no room for its being
 * 1 % better. The point alone decides nothing: of few users, equal models differ by more than that half of the time.
 */
export declare const verdictOn: ({ champion, challenger, difference, users, }: Compared) => {
    readonly worse: boolean;
    readonly reason: string;
};
//# sourceMappingURL=verdict.d.ts.map