import type { Consumer } from './consumer.js';
import type { GroupSettings } from './group-settings.js';
import type { Message, NackAction, Offered, Parking } from './message.js';
import { CheckpointRule } from './checkpoint-rule.js';
import { Progress } from './progress.js';
import { strategyOf } from './strategies.js';
import type { Strategy } from './strategy.js';

type Held = { readonly message: Message; readonly consumer: Consumer; readonly since: number; readonly due: number };

/**
 * Who is given what, what waits, what is tried again and what is given up: one persistent subscription without store,
 * clock or network. Times are Unix milliseconds.
 */
export class ConsumerGroup {
  readonly #settings: GroupSettings;
  readonly #strategy: Strategy;
  readonly #consumers = new Set<Consumer>();
  readonly #progress: Progress;
  readonly #checkpoints: CheckpointRule;
  readonly #replays = new Progress();
  /** By position: they were read before everything that waits. */
  readonly #retries: Message[] = [];
  readonly #parked: Message[] = [];
  readonly #waiting: Message[] = [];
  /** In the order in which they were given, which is the order in which they fall due. */
  readonly #held = new Map<string, Held>();
  /** The group has seen the end of its stream, and waits for what comes. */
  live = false;
  /** Messages ever given to a consumer. */
  total = 0;

  /** @param checkpoint everything up to this position was settled before */
  constructor(settings: GroupSettings, checkpoint?: number) {
    this.#settings = settings;
    this.#strategy = strategyOf(settings.strategy);
    this.#progress = new Progress(checkpoint);
    this.#checkpoints = new CheckpointRule(settings);
  }

  get consumers(): ReadonlySet<Consumer> {
    return this.#consumers;
  }
  get counts(): { readonly waiting: number; readonly retries: number; readonly held: number } {
    return {
      waiting: this.#waiting.length,
      retries: this.#retries.length + this.#parked.length,
      held: this.#held.size,
    };
  }

  /** How many more events may be offered now; a group that nobody reads from does not grow beyond its buffer. */
  get room(): number {
    const { liveBufferSize, historyBufferSize } = this.#settings;
    return Math.max(this.live ? liveBufferSize : historyBufferSize, 1) - this.#waiting.length - this.#retries.length;
  }

  /** How many more parked messages may be offered now. */
  get replayRoom(): number {
    return this.#settings.historyBufferSize - this.#parked.length;
  }

  /** Everything in the parked stream below this revision was replayed and settled. */
  get replayedThrough(): number | undefined {
    return this.#replays.through;
  }

  offer(event: Offered): void {
    this.#waiting.push({ ...event, retries: 0, replayed: false, run: this.#progress.begin(event.position) });
  }

  /** Tells of an event that the group is not for. */
  pass(position: number): void {
    this.#progress.pass(position);
  }

  /** Offers a parked message again. */
  replay(event: Offered): void {
    this.#parked.push({ ...event, retries: 0, replayed: true, run: this.#replays.begin(event.position) });
  }

  join(consumer: Consumer): void {
    this.#consumers.add(consumer);
    this.#strategy.join(consumer);
  }

  /** Takes a consumer's messages back; they are tried again, or parked where that was done often enough. */
  leave(consumer: Consumer): readonly Parking[] {
    if (!this.#consumers.delete(consumer)) return [];
    this.#strategy.leave(consumer);
    return [...consumer.held.values()].flatMap((message) => this.#again(message));
  }

  /**
   * Gives messages to those who have room: retries by position, then replayed ones, then what was read.
   * `send` may mark its consumer as blocked.
   */
  deliver(now: number, send: (consumer: Consumer, message: Message) => void): void {
    for (const list of [this.#retries, this.#parked, this.#waiting]) {
      let at = 0;
      for (let message = list[at]; message; message = list[at]) {
        // Two messages of one id (a repeat in another stream, two links) are given one after the other: an answer
        // names nothing but the id.
        const choice = this.#held.has(message.id) ? 'busy' : this.#strategy.choose(message);
        if (choice === 'nobody') return;
        if (choice === 'busy') {
          at++;
          continue;
        }
        list.splice(at, 1);
        this.#hold(message, choice, now);
        send(choice, message);
      }
    }
  }

  ack(ids: readonly string[], now: number): void {
    for (const id of ids) {
      const message = this.#release(id, now);
      if (message) this.settle(message);
    }
  }

  /** `stop` and `skip` settle a message, as the real server has it; the rest is tried again or parked. */
  nack(ids: readonly string[], action: NackAction, reason: string, now: number): readonly Parking[] {
    return ids.flatMap((id) => {
      const message = this.#release(id, now);
      if (!message) return [];
      if (action === 'park') return [{ message, reason: `Client explicitly NAK'ed message.\n${reason}` }];
      if (action === 'retry' || action === 'unknown') return this.#again(message);
      this.settle(message);
      return [];
    });
  }

  /** Takes back what was not answered in time. */
  expire(now: number): readonly Parking[] {
    const parkings: Parking[] = [];
    for (const { message, due } of this.#held.values()) {
      if (due > now) break;
      this.#release(message.id, now);
      parkings.push(...this.#again(message));
    }
    return parkings;
  }

  /** Ends a message: acknowledged, skipped, or safely parked. */
  settle(message: Message): void {
    const held = this.#held.get(message.id);
    // Another message of the same id may have been given out while this one was being parked.
    if (held?.message === message) {
      this.#held.delete(message.id);
      held.consumer.held.delete(message.id);
    }
    (message.replayed ? this.#replays : this.#progress).settle(message.run);
  }

  /** The position to write as checkpoint now, where one is due. `byTime`: the clock asks, not an answer. */
  checkpoint(now: number, byTime: boolean): number | undefined {
    return this.#checkpoints.due(this.#progress, now, byTime);
  }

  /** The position to write as checkpoint when the group ends. */
  lastCheckpoint(): number | undefined {
    return this.#checkpoints.last(this.#progress);
  }

  #hold(message: Message, consumer: Consumer, now: number): void {
    const { messageTimeoutMs } = this.#settings;
    const due = messageTimeoutMs > 0 ? now + messageTimeoutMs : Infinity;
    this.#held.set(message.id, { message, consumer, since: now, due });
    consumer.held.set(message.id, message);
    consumer.total++;
    this.total++;
  }

  #release(id: string, now: number): Message | undefined {
    const held = this.#held.get(id);
    if (!held) return undefined;
    this.#held.delete(id);
    held.consumer.held.delete(id);
    held.consumer.times?.add(now - held.since);
    return held.message;
  }

  #again(message: Message): readonly Parking[] {
    this.#held.delete(message.id);
    const { maxRetryCount } = this.#settings;
    if (message.retries >= maxRetryCount)
      return [{ message, reason: `Reached retry count of ${maxRetryCount.toString()}` }];
    const next = { ...message, retries: message.retries + 1 };
    if (message.replayed) this.#parked.push(next);
    else {
      const before = this.#retries.findIndex(({ position }) => position > message.position);
      this.#retries.splice(before < 0 ? this.#retries.length : before, 0, next);
    }
    return [];
  }
}
