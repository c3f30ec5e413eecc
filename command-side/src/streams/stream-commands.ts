import { streamName, type ShopEvent, type StreamKind } from '@storefold/contracts';
import type { Decider } from '../decider.js';
import type { CommandContext, KeyReused, Outcome } from './command-context.js';
import type { FoldedStream } from './folded-stream.js';
import { Mailbox } from './mailbox.js';
import type { StreamRuntime } from './stream-runtime.js';

/** All streams of one kind, and the decider that decides on them. */
export type StreamPlan<State, Command, Refusal extends string> = {
  readonly kind: StreamKind;
  readonly decider: Decider<State, Command, ShopEvent, Refusal>;
  /** Memory that a state holds beyond a small one's, in units of a small state. @default none */
  readonly weigh?: (state: State) => number;
};

/**
 * Carries out commands on streams of one kind: one mailbox per stream, so that commands of one stream go in turn and
 * those of different streams side by side.
 */
export class StreamCommands<State, Command, Refusal extends string> {
  readonly #plan: StreamPlan<State, Command, Refusal>;
  readonly #runtime: StreamRuntime;
  readonly #mailboxes = new Map<string, Mailbox<State, Command, Refusal>>();

  constructor(plan: StreamPlan<State, Command, Refusal>, runtime: StreamRuntime) {
    this.#plan = plan;
    this.#runtime = runtime;
  }

  /**
   * Carries out a command on the stream of `id`.
   *
   * @param creates the command makes the stream's first event, so the stream is likely new; without a body hash to
   *   compare, the reading of it is spared
   * @throws Unavailable when the store does not confirm, or too many commands wait
   */
  handle(
    id: string,
    command: Command,
    context: CommandContext,
    creates = false,
  ): Promise<Outcome<State, Refusal | KeyReused>> {
    return new Promise((resolve, reject) => {
      this.#runtime.backlog.enter();
      this.#mailbox(id).post(
        { command, context, resolve, reject },
        // A store takes a repeated event id for a repeat whatever its data, so where bodies are compared we read.
        creates && context.bodyHash === undefined,
      );
    });
  }

  /** The state of `id` as this process knows it; with `fresh`, as the store has it now. */
  read(id: string, { fresh }: { readonly fresh: boolean }): Promise<FoldedStream<State>> {
    return this.#mailbox(id).read(fresh);
  }

  #mailbox(id: string): Mailbox<State, Command, Refusal> {
    const known = this.#mailboxes.get(id);
    if (known) return known;
    const { kind, decider, weigh } = this.#plan;
    const made = new Mailbox<State, Command, Refusal>(
      {
        streamId: streamName(kind, id),
        decider,
        weigh: weigh ?? (() => 0),
        onAppended: (events, firstRevision, position) => {
          for (const listen of this.#runtime.listeners.get(kind) ?? []) listen(id, events, firstRevision, position);
        },
        onReleased: () => {
          // One that was read after it was let go of is let go of again; by then another may stand in its place.
          if (this.#mailboxes.get(id) === made) this.#mailboxes.delete(id);
        },
      },
      this.#runtime,
    );
    this.#mailboxes.set(id, made);
    // Also one that is never used again (an id somebody guessed) has to go some day.
    this.#runtime.recency.touch(made);
    return made;
  }
}
