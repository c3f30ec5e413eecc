import type { History } from './history.js';
/** One thing that somebody took. */
export type Interaction = {
    readonly user: string;
    readonly item: string;
    /** Milliseconds since 1970; undefined where the source knows no times. */
    readonly timeMs: number | undefined;
    /** What belongs together; without it, what one user took at one moment does. */
    readonly basket: string | undefined;
    /** What the item is called, where that is known. */
    readonly text?: string;
};
/**
 * Gathers interactions, in any order, into a history. The same interactions in the same order give the same history;
 * repeats of an item within a basket count once.
 */
export declare class HistoryBuilder {
    #private;
    get rows(): number;
    add({ user, item, timeMs, basket, text }: Interaction): void;
    build(): History;
}
//# sourceMappingURL=history-builder.d.ts.map