import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopEvent } from '@storefold/contracts';
import { Unavailable } from '@storefold/platform';
import type { Decider } from '../decider.js';
import { decideBatch, type Batch, type Waiting } from './decide-batch.js';
import { catchUp, unfolded, type FoldedStream } from './folded-stream.js';
import type { Keepable } from './recency.js';
import type { StreamRuntime } from './stream-runtime.js';
import { OutcomeUnknown, type AppendResult, type NewEvent } from './stream-store.js';

/** How often a batch is decided anew because another process wrote to the stream meanwhile. */
const MOST_CONFLICTS = 12;
/** Pauses before the same events are appended again after no answer came, in milliseconds: some seconds together. */
const RETRY_PAUSES = [50, 150, 400, 800, 1_600];

export type MailboxPlan<State, Command, Refusal extends string> = {
  readonly streamId: string;
  readonly decider: Decider<State, Command, ShopEvent, Refusal>;
  /** Memory that a state holds, in units of one small state. */
  readonly weigh: (state: State) => number;
  /** Told of every append, in stream order. */
  readonly onAppended: (events: readonly NewEvent[], firstRevision: bigint, position: bigint) => void;
  /** Told when it was let go of. */
  readonly onReleased: () => void;
};

/**
 * The one writer of a stream in this process. Commands that wait are decided in turn and appended together; what came
 * of each is told only when the append stands.
 *
 * An append with the expected revision proves that the state it was decided on was current. Where nothing is appended
 * there is no such proof, so a refusal is told only on a state that was read again.
 */
export class Mailbox<State, Command, Refusal extends string> implements Keepable {
  readonly #plan: MailboxPlan<State, Command, Refusal>;
  readonly #runtime: StreamRuntime;
  #waiting: Waiting<State, Command, Refusal>[] = [];
  #folded: FoldedStream<State> | undefined;
  #atWork = false;
  #reading: Promise<FoldedStream<State>> | undefined;
  /** How many of those who wait are in the batch at hand. */
  #inHand = 0;

  constructor(plan: MailboxPlan<State, Command, Refusal>, runtime: StreamRuntime) {
    this.#plan = plan;
    this.#runtime = runtime;
  }

  get weight(): number {
    return this.#folded ? 1 + this.#plan.weigh(this.#folded.state) + this.#folded.memory.size / 100 : 1;
  }

  release(): boolean {
    if (this.#atWork) return false;
    this.#folded = undefined;
    this.#plan.onReleased();
    return true;
  }

  /**
   * Queues a command.
   *
   * @param startsEmpty the stream is likely new: decide on the empty state and let the append prove it, instead of reading
   */
  post(waiting: Waiting<State, Command, Refusal>, startsEmpty: boolean): void {
    if (startsEmpty) this.#folded ??= unfolded(this.#plan.decider);
    this.#waiting.push(waiting);
    if (this.#atWork) return;
    this.#atWork = true;
    // The first turn waits for the end of this one, so that commands given together are decided together.
    queueMicrotask(() => void this.#work());
  }

  /** The state as this process knows it; with `fresh`, as the store has it now. */
  async read(fresh: boolean): Promise<FoldedStream<State>> {
    if (fresh) return this.#readOn(this.#folded);
    if (this.#folded) return this.#folded;
    // Thousands may ask for what nobody has read yet: one reading serves them, in the order they came.
    this.#reading ??= this.#readOn(undefined).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOn(base: FoldedStream<State> | undefined): Promise<FoldedStream<State>> {
    const read = await this.#catchUp(base ?? unfolded(this.#plan.decider));
    // Only if no turn moved it meanwhile; that one knows better.
    if (this.#folded === base) this.#folded = read;
    this.#runtime.recency.touch(this);
    return read;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      try {
        await this.#turn();
      } catch (error) {
        // What the store holds is not known now: the next turn reads it anew.
        this.#folded = undefined;
        // A store that is away is away for all who wait; what it says of one batch concerns that batch.
        this.#fail(error, error instanceof Unavailable ? this.#waiting.length : Math.max(this.#inHand, 1));
      }
      this.#inHand = 0;
    }
    this.#atWork = false;
    this.#runtime.recency.touch(this);
  }

  async #turn(): Promise<void> {
    const { decider, streamId } = this.#plan;
    let proven = false;
    for (let conflicts = 0; conflicts < MOST_CONFLICTS;) {
      if (!this.#folded) {
        this.#folded = await this.#catchUp(unfolded(decider));
        proven = true;
      }
      const base = this.#folded;
      const batch = decideBatch(decider, streamId, base, this.#waiting);
      this.#inHand = batch.taken;
      if (batch.events.length === 0) {
        if (batch.refusals > 0 && !proven) {
          this.#folded = await this.#catchUp(base);
          proven = true;
          if (this.#folded !== base) continue;
        }
        this.#settle(batch, base.position);
        return;
      }
      const result = await this.#append(batch.events, base.revision);
      if (result.kind === 'appended') {
        this.#advance(base, batch, result.position);
        this.#settle(batch, result.position);
        return;
      }
      conflicts++;
      const moved = await this.#catchUp(base);
      // A conflict although nothing was added: what we hold is not of this log's stream at all.
      this.#folded = moved === base ? undefined : moved;
      proven = true;
    }
    throw new Unavailable(`others keep writing to ${streamId}; try again in a moment`);
  }

  #catchUp(base: FoldedStream<State>): Promise<FoldedStream<State>> {
    return catchUp(this.#runtime.store, this.#plan.decider, this.#plan.streamId, base);
  }

  #advance(base: FoldedStream<State>, batch: Batch<State>, position: bigint): void {
    const { memory } = base;
    for (const { metadata } of batch.events) memory.remember(metadata.commandId, metadata.bodyHash, position);
    this.#folded = {
      state: batch.state,
      revision: base.revision + BigInt(batch.events.length),
      position,
      memory,
    };
    this.#plan.onAppended(batch.events, base.revision + 1n, position);
  }

  /** Appends; where no answer comes, the same events again: their ids make that harmless. */
  async #append(events: readonly NewEvent[], expected: bigint): Promise<AppendResult> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#runtime.store.append(this.#plan.streamId, events, expected);
      } catch (error) {
        const pause = RETRY_PAUSES[attempt];
        if (!(error instanceof OutcomeUnknown)) throw error;
        if (pause === undefined)
          throw new Unavailable(
            'the event store did not confirm in time; the command may or may not stand: repeat it with the same key',
            { cause: error },
          );
        this.#runtime.logger.warn(
          {
            ...{ streamId: this.#plan.streamId, events: events.length, attempt, reason: error.message },
            correlationId: events[0]?.metadata.$correlationId,
          },
          'no answer to an append; appending the same events again',
        );
        // Without a pace there is no timer either, so that a simulation decides alone what comes next.
        if (this.#runtime.retryPace > 0) await sleep(pause * this.#runtime.retryPace);
      }
    }
  }

  #settle(batch: Batch<State>, position: bigint): void {
    this.#waiting = this.#waiting.slice(batch.taken);
    this.#runtime.backlog.leave(batch.taken);
    batch.settle(position);
  }

  #fail(error: unknown, count: number): void {
    const failed = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    this.#runtime.backlog.leave(failed.length);
    for (const { reject } of failed) reject(error);
  }
}
