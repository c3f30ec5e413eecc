import type { Tell } from '../tell.js';

/** Writes that nobody waits for: they are not forgotten when the end comes, and told when the store refuses them. */
export class BackgroundWrites {
  readonly #tell: Tell;
  readonly #subscription: string;
  readonly #running = new Set<Promise<void>>();
  #refused = false;

  constructor(tell: Tell, subscription: string) {
    this.#tell = tell;
    this.#subscription = subscription;
  }

  /** @param onRefused the store did not take it: it is to be tried again later */
  start(write: Promise<void>, onRefused: () => void = () => undefined): void {
    const running = write.then(
      () => {
        this.#refused = false;
      },
      (error: unknown) => {
        // One line when it begins; the store tells of the disk itself.
        if (!this.#refused)
          this.#tell('error', 'a persistent subscription cannot write, and tries again', {
            subscription: this.#subscription,
            error: String(error),
          });
        this.#refused = true;
        onRefused();
      },
    );
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }

  async finished(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
