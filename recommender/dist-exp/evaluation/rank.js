import { alwaysCandidates, candidatesFor } from '../features/candidates.js';
import { FeatureWriter } from '../features/features.js';
import { Scorer } from '../features/scores.js';
import { scaleRows } from '../rankers/scaling.js';
/** Looks at contexts one after the other, for any number of rankers. */
export class Looker {
    #scorer;
    #writer;
    #always;
    #scaling;
    constructor(snapshot, scaling) {
        this.#scorer = new Scorer(snapshot);
        this.#writer = new FeatureWriter(snapshot);
        this.#always = alwaysCandidates(snapshot);
        this.#scaling = scaling;
    }
    look(context) {
        const seen = this.#scorer.see(context);
        const candidates = candidatesFor(seen, this.#always);
        const held = new Set(seen.held.map(({ item }) => item));
        const had = Uint8Array.from(candidates, (item) => (held.has(item) ? 1 : 0));
        const rows = scaleRows(this.#scaling, this.#writer.write(seen, candidates));
        return { seen, candidates, rows, had };
    }
}
/** The best `count` candidates of a context, best first; equal scores by item. */
export const rankLooked = ({ candidates, rows, had }, mode, count, score) => {
    const scores = new Float64Array(candidates.length);
    score(rows, scores);
    return Int32Array.from(candidates, (_, at) => at)
        .filter((at) => mode === 'all' || had[at] === 0)
        .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
        .slice(0, count)
        .map((at) => candidates[at] ?? 0);
};
//# sourceMappingURL=rank.js.map