const WINDOW = 1_000;

/** One figure of a consumer's response times, in whole milliseconds. */
export type Measurement = { readonly key: string; readonly value: number };

/** How long a consumer took over its last thousand messages. */
export class ResponseTimes {
  #times: number[] = [];
  #oldest = 0;

  add(milliseconds: number): void {
    if (this.#times.length < WINDOW) this.#times.push(milliseconds);
    else this.#times[this.#oldest++ % WINDOW] = milliseconds;
  }

  /** The figures that the real server names; none where nothing was answered yet. */
  figures(): readonly Measurement[] {
    const times = this.#times.toSorted((a, b) => a - b);
    if (times.length === 0) return [];
    const at = (share: number): number => times[Math.min(Math.floor(share * times.length), times.length - 1)] ?? 0;
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const figures: readonly (readonly [string, number])[] = [
      ['Mean', mean],
      ['Median', at(0.5)],
      ['Fastest', at(0)],
      ...[1, 2, 3, 4, 5].map((n) => [`Quintile ${n.toString()}`, at((n - 1) / 5)] as const),
      ['90%', at(0.9)],
      ['95%', at(0.95)],
      ['99%', at(0.99)],
      ['99.5%', at(0.995)],
      ['99.9%', at(0.999)],
      ['Highest', at(1)],
    ];
    return figures.map(([key, value]) => ({ key, value: Math.floor(value) }));
  }
}
