import type { TrainedModel } from '../training/trained-model.js';

/** What was seen of a model that answered beside the champion. */
export type ShadowFigures = { readonly answers: number; readonly agreement: number };

/**
 * A new model that answers real questions beside the champion before it is judged; nobody is shown what it says. How much it
 * agrees is told and decides nothing: a better model answers differently. That it cannot answer at all decides.
 */
export class ShadowWatch {
  readonly model: TrainedModel;
  #answers = 0;
  #shares = 0;
  #fault: string | undefined;

  constructor(model: TrainedModel) {
    this.model = model;
  }

  /** @param share of the champion's answer that it would have given, too */
  compared(share: number): void {
    this.#answers++;
    this.#shares += share;
  }

  failed(error: unknown): void {
    this.#fault ??= error instanceof Error ? error.message : String(error);
  }

  /** Why it cannot serve; undefined while it can. */
  get fault(): string | undefined {
    return this.#fault;
  }

  get figures(): ShadowFigures {
    return { answers: this.#answers, agreement: this.#answers === 0 ? 0 : this.#shares / this.#answers };
  }
}
