/** As many as a stock keeps movement ids: beyond that a repeat is still harmless, its body is no longer compared. */
const MOST = 10_000;

/** A command that stands in the log: by the hash of its body, and at or before which position. */
export type RememberedCommand = { readonly bodyHash: string; readonly position: bigint };

/**
 * A stream's newest commands by id: the same id with another body is a mistake of the caller, not a repeat, and a repeat
 * is answered with the first position. Commands without a hash (imported history, processes) are not kept.
 */
export class CommandMemory {
  readonly #commands = new Map<string, RememberedCommand>();

  remember(commandId: string, bodyHash: string | undefined, position: bigint): void {
    if (bodyHash === undefined || this.#commands.has(commandId)) return;
    this.#commands.set(commandId, { bodyHash, position });
    if (this.#commands.size <= MOST) return;
    for (const oldest of this.#commands.keys()) {
      this.#commands.delete(oldest);
      break;
    }
  }

  find(commandId: string): RememberedCommand | undefined {
    return this.#commands.get(commandId);
  }

  get size(): number {
    return this.#commands.size;
  }
}
