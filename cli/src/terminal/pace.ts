/** How fast work goes, per second, and how long the rest of it takes, in seconds; undefined while nobody can say. */
export type Pace = { readonly perSecond: number | undefined; readonly secondsLeft: number | undefined };

/** Before so long nothing can be said: the first steps are made while everything is opened. */
const AFTER_MS = 1_000;

/** Remembers where a piece of work stood when it began: what was done before is not this run's. */
export class PaceOfWork {
  #label = '';
  #from = { done: 0, at: 0 };

  /** @param now milliseconds of a clock that only goes on */
  look(label: string, done: number, of: number | undefined, now: number): Pace {
    if (label !== this.#label || done < this.#from.done) {
      this.#label = label;
      this.#from = { done, at: now };
    }
    const elapsed = now - this.#from.at;
    const made = done - this.#from.done;
    if (elapsed < AFTER_MS || made === 0) return { perSecond: undefined, secondsLeft: undefined };
    const perSecond = (made * 1_000) / elapsed;
    return { perSecond, secondsLeft: of === undefined ? undefined : Math.max(0, of - done) / perSecond };
  }
}

/** Two of the largest units: a person plans with `3 min 5 s`, not with `185 s`. */
export const durationText = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole.toString()} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60).toString()} min ${(whole % 60).toString()} s`;
  return `${Math.floor(whole / 3_600).toString()} h ${Math.floor((whole % 3_600) / 60).toString()} min`;
};
