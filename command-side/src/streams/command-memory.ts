/** As many as a stock keeps movement ids: beyond that a repeat is still harmless, its body is no longer compared. */
const MOST = 10_000;

/**
 * The hashes of the bodies of a stream's newest commands, by command id: the same id with another body is a mistake of
 * the caller, not a repeat. Commands without a hash (imported history, processes) are not kept.
 */
export class CommandMemory {
  readonly #hashes = new Map<string, string>();

  remember(commandId: string, bodyHash: string | undefined): void {
    if (bodyHash === undefined || this.#hashes.has(commandId)) return;
    this.#hashes.set(commandId, bodyHash);
    if (this.#hashes.size <= MOST) return;
    for (const oldest of this.#hashes.keys()) {
      this.#hashes.delete(oldest);
      break;
    }
  }

  hashOf(commandId: string): string | undefined {
    return this.#hashes.get(commandId);
  }

  get size(): number {
    return this.#hashes.size;
  }
}
