import type { Snapshot } from '../counts/snapshot.js';
import type { Context } from '../features/context.js';
import { type Random } from '../features/random.js';
/** Somebody at a moment, and what they took next. */
export type Case = {
    readonly user: number;
    readonly context: Context;
    readonly targets: Int32Array;
};
/** Whether what somebody had already counts: it does on their own page, it does not where something new is wanted. */
export type Mode = 'all' | 'new';
export declare const MODES: readonly ["all", "new"];
/** Products for one case, some of which were taken: what a listwise ranker learns from. */
export type List = {
    readonly rows: Float32Array;
    /** 1 where the product was taken. */
    readonly taken: Uint8Array;
};
/**
 * Makes lists for both modes. A case without a candidate that was taken teaches nothing and gives none.
 *
 * @param random decides which products a list holds
 */
export declare const makeLists: (snapshot: Snapshot, cases: readonly Case[], random: Random) => Readonly<Record<Mode, readonly List[]>>;
//# sourceMappingURL=lists.d.ts.map