import { categoryOf } from '../index/link-lists.js';
import type { IndexedEvent } from '../index/event-index.js';
import type { Gap } from '../log/compact-segment.js';

const count = (counts: Map<string, number>, key: string, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

/** Counts what is removed between two events that stay, by the streams of links in which it stood. */
export class GapBuilder {
  readonly #categories = new Map<string, number>();
  readonly #types = new Map<string, number>();
  readonly #correlations = new Map<string, number>();
  #streams = 0;

  /** An event that is removed now. */
  add({ stream, revision, inStream, type, correlation }: IndexedEvent): void {
    if (correlation !== 0) count(this.#correlations, correlation.toString(), 1);
    if (type === '$>') return;
    const category = inStream ? categoryOf(stream) : undefined;
    if (category !== undefined) count(this.#categories, category, 1);
    count(this.#types, type, 1);
    if (revision === 0) this.#streams++;
  }

  /** What was removed here before. */
  merge(gap: Gap): void {
    for (const [key, by] of Object.entries(gap.categories)) count(this.#categories, key, by);
    for (const [key, by] of Object.entries(gap.types)) count(this.#types, key, by);
    for (const [key, by] of Object.entries(gap.correlations)) count(this.#correlations, key, by);
    this.#streams += gap.streams;
  }

  /** What was counted, undefined where nothing was; counting begins anew. */
  take(): Gap | undefined {
    if (this.#types.size === 0 && this.#correlations.size === 0) return undefined;
    const gap: Gap = {
      categories: Object.fromEntries(this.#categories),
      types: Object.fromEntries(this.#types),
      streams: this.#streams,
      correlations: Object.fromEntries(this.#correlations),
    };
    for (const counts of [this.#categories, this.#types, this.#correlations]) counts.clear();
    this.#streams = 0;
    return gap;
  }
}
