/** A basket of whoever is looked at. */
export type ContextBasket = {
    readonly items: Int32Array;
    readonly day: number;
};
/** What is known of whoever is looked at, as of `now`: their own baskets, oldest first. Empty for a newcomer. */
export type Context = {
    readonly baskets: readonly ContextBasket[];
    readonly now: number;
};
/** A product of a context, and how it was taken. */
export type Held = {
    readonly item: number;
    /** Baskets with it. */
    times: number;
    /** Baskets since it was last taken: 0 for the newest. */
    readonly stepsAgo: number;
    /** Days since it was last and since it was first taken. */
    readonly daysAgo: number;
    firstDaysAgo: number;
    /** Baskets since it was first taken. */
    firstStepsAgo: number;
    /** Of the newest 3, 5 and 10 baskets, how many hold it. */
    ofLast3: number;
    ofLast5: number;
    ofLast10: number;
    /** Sums over its baskets of 2^-(age / half-life): a fourth, once and four times the half-life. */
    short: number;
    usual: number;
    long: number;
};
/** The products of a context, the newest first. @param halfLifeDays the usual half-life of personal frequency */
export declare const heldIn: ({ baskets, now }: Context, halfLifeDays: number) => readonly Held[];
//# sourceMappingURL=context.d.ts.map