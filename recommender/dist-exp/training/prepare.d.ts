import { type Settings, type Snapshot } from '../counts/snapshot.js';
import type { History } from '../history/history.js';
import { type Protocol } from '../history/split.js';
import type { Case } from '../rankers/lists.js';
import { type Tried } from './tune.js';
/** How a history is cut, see `Protocol`; `windowDays` means nothing for `last`. */
export type Cut = {
    readonly protocol: Protocol;
    readonly windowDays: number;
};
/** A snapshot and those who are foretold from it. */
export type Lesson = {
    readonly snapshot: Snapshot;
    readonly cases: readonly Case[];
};
/** What rankers are fitted on and chosen by; the same for each seed. */
export type Prepared = {
    readonly settings: Settings;
    /** What was tried for each generator, and how well it foretold the newest window. */
    readonly tried: readonly Tried[];
    readonly fitting: readonly Lesson[];
    /** The newest window: by it settings, strength and length of fitting are chosen. */
    readonly validation: Lesson;
};
/**
 * The newest window alone, for a ranker that goes on from another.
 *
 * @returns undefined where the history is too short to learn from
 */
export declare const newestLesson: (history: History, now: number, cut: Cut, settings: Settings) => Lesson | undefined;
/**
 * Tunes the generators on the newest window and counts them as of each of the newest windows.
 *
 * @param now end of the history in days since 1970
 * @returns undefined where the history is too short to learn from
 */
export declare const prepare: (history: History, now: number, cut: Cut, onProgress?: (what: string) => void) => Prepared | undefined;
//# sourceMappingURL=prepare.d.ts.map