import { type Snapshot } from '../counts/snapshot.js';
import type { History } from '../history/history.js';
import type { Mode } from '../rankers/lists.js';
import { type Rankers } from './fit.js';
/** What determines a model, byte for byte. */
export type Provenance = {
    /** The log, or the SHA-256 of the file, that the history was read from, and how far. */
    readonly logId: string;
    readonly position: string;
    readonly seed: number;
    readonly codeVersion: string;
    /** SHA-256 over the sorted ids of erased customers, who are not in the history. */
    readonly erased: string;
    /** The model that a warm start went on from; undefined: fitted from nothing. */
    readonly warmFrom?: string | undefined;
};
/** Everything that serving needs, and where it comes from. */
export type TrainedModel = {
    readonly provenance: Provenance;
    readonly itemNames: readonly string[];
    /** NDCG@10 on the validation window, by mode and ranker. */
    readonly validation: Readonly<Record<Mode, {
        readonly linear: number;
        readonly network: number;
    }>>;
    /** The ranker that serves, of each mode. */
    readonly champion: Readonly<Record<Mode, 'linear' | 'network'>>;
    readonly rankers: Rankers;
    readonly snapshot: Snapshot;
};
/** Raised by every change of features, generators or fitting: models of other code are refused. */
export declare const CODE_VERSION = "3";
/** Names a set of people without naming one of them. */
export declare const hashOfErased: (ids: Iterable<string>) => string;
export declare const tooShort: () => RangeError;
/**
 * Trains on a whole history. Pure: no clock, no chance but the seed.
 *
 * @throws RangeError when the history is too short to learn from
 */
export declare const trainModel: (history: History, provenance: Omit<Provenance, "codeVersion" | "warmFrom">, onProgress?: (what: string) => void) => TrainedModel;
//# sourceMappingURL=trained-model.d.ts.map