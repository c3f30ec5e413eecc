import { streamName, type StreamKind } from '@storefold/contracts';
import { catchUp, unfolded, type Fold, type FoldedStream } from './folded-stream.js';
import type { Keepable } from './recency.js';
import type { StreamRuntime } from './stream-runtime.js';
import type { NewEvent } from './stream-store.js';

type Slot<State> = Keepable & { folded: FoldedStream<State> };

/**
 * Another context's view of streams that it does not write: its own small fold of their events. What this process
 * appends is folded as it goes, so that a history of orders and their payments needs no reading at all.
 */
export class StreamReader<State> {
  readonly #kind: StreamKind;
  readonly #fold: Fold<State>;
  readonly #runtime: StreamRuntime;
  readonly #slots = new Map<string, Slot<State>>();

  constructor(kind: StreamKind, fold: Fold<State>, runtime: StreamRuntime) {
    this.#kind = kind;
    this.#fold = fold;
    this.#runtime = runtime;
    const listeners = runtime.listeners.get(kind) ?? [];
    listeners.push((id, events, firstRevision, position) => {
      this.#follow(id, events, firstRevision, position);
    });
    runtime.listeners.set(kind, listeners);
  }

  /** The state of `id` as this process knows it; with `fresh`, as the store has it now. */
  async read(id: string, { fresh }: { readonly fresh: boolean }): Promise<State> {
    const known = this.#slots.get(id)?.folded;
    if (known && !fresh) return known.state;
    const { store } = this.#runtime;
    const read = await catchUp(store, this.#fold, streamName(this.#kind, id), known ?? unfolded(this.#fold));
    const meanwhile = this.#slots.get(id)?.folded;
    if (!meanwhile || meanwhile.revision < read.revision) this.#keep(id, read);
    return read.state;
  }

  /** Lets go of what is known of `id`, where the stream has gone on beyond it: the next reading is of the store. */
  forget(id: string, revision: bigint): void {
    const known = this.#slots.get(id);
    if (known && known.folded.revision < revision) this.#slots.delete(id);
  }

  #follow(id: string, events: readonly NewEvent[], firstRevision: bigint, position: bigint): void {
    const known = this.#slots.get(id)?.folded ?? unfolded(this.#fold);
    // With a gap before these events the next read fills it.
    if (known.revision + 1n !== firstRevision) return;
    let state = known.state;
    for (const event of events) state = this.#fold.evolve(state, event);
    this.#keep(id, {
      state,
      revision: known.revision + BigInt(events.length),
      position,
      memory: known.memory,
    });
  }

  #keep(id: string, folded: FoldedStream<State>): void {
    let slot = this.#slots.get(id);
    if (slot) slot.folded = folded;
    else {
      slot = { folded, weight: 1, release: () => this.#slots.delete(id) };
      this.#slots.set(id, slot);
    }
    this.#runtime.recency.touch(slot);
  }
}
