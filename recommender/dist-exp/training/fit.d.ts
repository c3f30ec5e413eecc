import { type Looked, type ScoreRows } from '../evaluation/rank.js';
import type { FlatNetwork } from '../rankers/flat-network.js';
import { type Linear } from '../rankers/linear.js';
import { type List, type Mode } from '../rankers/lists.js';
import { type Scaling } from '../rankers/scaling.js';
import type { Prepared } from './prepare.js';
/** The rankers of one mode, and how well each foretold the newest window when fitted on the older ones. */
export type Head = {
    readonly linear: Linear;
    readonly network: FlatNetwork;
    readonly validation: {
        readonly linear: number;
        readonly network: number;
    };
};
export type Rankers = {
    readonly scaling: Scaling;
    readonly heads: Readonly<Record<Mode, Head>>;
};
/** A case of the newest window with its candidates, looked at once for all rankers. */
export type Judged = {
    readonly looked: Looked;
    readonly wanted: Readonly<Record<Mode, ReadonlySet<number>>>;
};
export declare const linearScore: (linear: Linear) => ScoreRows;
export declare const networkScore: (network: FlatNetwork) => ScoreRows;
/** Lists of all windows, scaled, and the judged newest window: the same for each seed. */
export type Taught = {
    readonly scaling: Scaling;
    readonly older: Readonly<Record<Mode, readonly List[]>>;
    readonly newest: Readonly<Record<Mode, readonly List[]>>;
    readonly judged: readonly Judged[];
};
/** Makes the lists. @param seed decides which products stand in them */
export declare const teach: ({ fitting, validation }: Prepared, seed: number) => Taught;
/**
 * Fits the rankers of one seed: strength and length are chosen on the newest window with rankers of the older ones;
 * then all windows together make the rankers that serve.
 *
 * @param seed decides the order of the lists and the first weights of the network
 */
export declare const fitRankers: ({ scaling, older, newest, judged }: Taught, seed: number, onProgress?: (what: string) => void) => Rankers;
//# sourceMappingURL=fit.d.ts.map