const FIRST_MS = 200;
const MOST_MS = 10_000;
const HEALTHY_MS = 60_000;

/**
 * How long to wait before a process that ended is started again: at once the first time, longer each time it ends soon,
 * from the beginning after it ran for a minute.
 */
export class BackOff {
  #pause = FIRST_MS;

  /**
   * @param ranForMs how long the process had run
   * @returns milliseconds to wait
   */
  next(ranForMs: number): number {
    if (ranForMs >= HEALTHY_MS) this.#pause = FIRST_MS;
    const pause = this.#pause;
    this.#pause = Math.min(2 * pause, MOST_MS);
    return pause;
  }
}
