import { DiskFailed, NoRoom } from '../log/disk-failure.js';
import type { Tell } from '../tell.js';

/** Tells of the disk what changes: one line when the room ends, however many appends are refused for it. */
export class DiskNews {
  readonly #tell: Tell;
  readonly #onBroken: () => void;
  #roomless = false;

  constructor(tell: Tell, onBroken: () => void) {
    this.#tell = tell;
    this.#onBroken = onBroken;
  }

  taken(): void {
    if (this.#roomless) this.#tell('info', 'the disk has room again: appends are taken');
    this.#roomless = false;
  }

  refused(error: unknown): void {
    const known = error instanceof NoRoom || error instanceof DiskFailed;
    const about = { path: known ? error.path : undefined, code: known ? error.code : undefined, error: String(error) };
    if (!(error instanceof NoRoom)) {
      this.#tell('fatal', 'the disk failed: nothing more is written until a restart', about);
      this.#onBroken();
      return;
    }
    if (!this.#roomless) this.#tell('error', 'appends are refused: the disk has no room', about);
    this.#roomless = true;
  }
}
