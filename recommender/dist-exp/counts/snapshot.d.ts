import type { History } from '../history/history.js';
import { type Ease, type EaseSettings } from './ease.js';
import type { PairTable } from './pair-table.js';
import { type ItemFacts } from './popularity.js';
import { type Words } from './words.js';
/** What is tuned of the generators. Half-lives in days; Infinity weighs all alike. */
export type Settings = {
    readonly personal: {
        readonly halfLifeDays: number;
    };
    /** `contextSteps`: a basket that many steps back counts half when asking what comes next. */
    readonly transitions: {
        readonly halfLifeDays: number;
        readonly contextSteps: number;
    };
    readonly together: {
        readonly halfLifeDays: number;
        readonly contextSteps: number;
    };
    readonly neighbours: {
        readonly halfLifeDays: number;
    };
    /** Undefined where the catalogue is too large for it. */
    readonly ease: EaseSettings | undefined;
};
/** All generators, counted over one stretch of history: what a model knows before anybody is looked at. */
export type Snapshot = {
    readonly settings: Settings;
    readonly items: number;
    /** Days since 1970 up to which it counts. */
    readonly now: number;
    readonly facts: ItemFacts;
    readonly transitions: PairTable;
    readonly together: PairTable;
    readonly neighbours: PairTable;
    readonly ease: Ease | undefined;
    readonly words: Words | undefined;
};
/** @param now the end of the stretch, in days since 1970: its last basket may be older */
export declare const takeSnapshot: (history: History, now: number, settings: Settings) => Snapshot;
//# sourceMappingURL=snapshot.d.ts.map