import type { Snapshot } from '../counts/snapshot.js';
import { alwaysCandidates, candidatesFor } from '../features/candidates.js';
import type { Context } from '../features/context.js';
import { FeatureWriter } from '../features/features.js';
import { Scorer, type Seen } from '../features/scores.js';
import type { Mode } from '../rankers/lists.js';
import { scaleRows, type Scaling } from '../rankers/scaling.js';

/** A context with its candidates and their scaled features. */
export type Looked = {
  /** Valid until the next context is looked at; the rest stays. */
  readonly seen: Seen;
  readonly candidates: Int32Array;
  readonly rows: Float32Array;
  /** 1 for each candidate that the context holds. */
  readonly had: Uint8Array;
};

/** Looks at contexts one after the other, for any number of rankers. */
export class Looker {
  readonly #scorer: Scorer;
  readonly #writer: FeatureWriter;
  readonly #always: readonly number[];
  readonly #scaling: Scaling;

  constructor(snapshot: Snapshot, scaling: Scaling) {
    this.#scorer = new Scorer(snapshot);
    this.#writer = new FeatureWriter(snapshot);
    this.#always = alwaysCandidates(snapshot);
    this.#scaling = scaling;
  }

  look(context: Context): Looked {
    const seen = this.#scorer.see(context);
    const candidates = candidatesFor(seen, this.#always);
    const held = new Set(seen.held.map(({ item }) => item));
    const had = Uint8Array.from(candidates, (item) => (held.has(item) ? 1 : 0));
    const rows = scaleRows(this.#scaling, this.#writer.write(seen, candidates));
    return { seen, candidates, rows, had };
  }
}

/** Scores candidates by their rows; larger is better. */
export type ScoreRows = (rows: Float32Array, scores: Float64Array) => void;

/** The best `count` candidates of a context, best first; equal scores by item. */
export const rankLooked = (
  { candidates, rows, had }: Looked,
  mode: Mode,
  count: number,
  score: ScoreRows,
): Int32Array => {
  const scores = new Float64Array(candidates.length);
  score(rows, scores);
  return Int32Array.from(candidates, (_, at) => at)
    .filter((at) => mode === 'all' || had[at] === 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, count)
    .map((at) => candidates[at] ?? 0);
};
