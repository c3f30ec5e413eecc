import type { EventStore } from '../store/event-store.js';
import type { Tell } from '../tell.js';
import { BackgroundWrites } from './background-writes.js';
import { CheckpointStream } from './checkpoint-stream.js';
import { Consumer } from './consumer.js';
import { ConsumerGroup } from './consumer-group.js';
import { deliveryOf, pointerOf, type Delivery } from './delivery.js';
import { AllSource, StreamSource, type EventSource } from './event-source.js';
import { ALL, keyOf, type GroupIdentity } from './group-identity.js';
import type { GroupSettings } from './group-settings.js';
import type { Message, NackAction, Parking } from './message.js';
import { ParkedMessages } from './parked-messages.js';
import { decodeId, pinnedBy } from './recorded.js';

/** How a consumer is reached. */
export type Connection = {
  readonly name: string;
  readonly from: string;
  /** @returns whether it takes more now; `drained` of the runner says when it does again */
  readonly send: (delivery: Delivery, message: Message) => boolean;
  /** The group ends, or cannot be read: the consumer is told and gone. */
  readonly drop: () => void;
};

export type RunnerOptions = {
  readonly store: EventStore;
  readonly identity: GroupIdentity;
  readonly settings: GroupSettings;
  /** Where to begin where there is no checkpoint. */
  readonly startAt: number;
  readonly tell: Tell;
  /** Unix milliseconds. */
  readonly clock: () => number;
};

/** Runs one group on the store: reads in pages, delivers, parks, writes checkpoints. */
export class GroupRunner {
  readonly identity: GroupIdentity;
  readonly settings: GroupSettings;
  readonly group: ConsumerGroup;
  readonly parked: ParkedMessages;
  readonly checkpoints: CheckpointStream;
  readonly connections = new Map<Consumer, Connection>();
  /** Position of the newest event that was read. */
  lastRead: number | undefined;
  readonly #options: RunnerOptions;
  readonly #source: EventSource;
  readonly #writes: BackgroundWrites;
  /** Messages that the store did not take as parked yet. */
  #unparked: Parking[] = [];
  /** Replayed messages up to this revision are let go of. */
  #released = -1;
  #scheduled = false;
  #stopped = false;
  /** Reading failed; it is tried again when a consumer comes. */
  #faulted = false;

  constructor(options: RunnerOptions) {
    const { store, identity, settings, startAt } = options;
    this.#options = options;
    this.identity = identity;
    this.settings = settings;
    this.#writes = new BackgroundWrites(options.tell, keyOf(identity));
    this.parked = new ParkedMessages(store, identity);
    this.checkpoints = new CheckpointStream(store, identity);
    const { written } = this.checkpoints;
    this.group = new ConsumerGroup(settings, written);
    const from = written === undefined ? startAt : written + 1;
    this.#source =
      identity.stream === ALL
        ? new AllSource(store, from, settings.filter)
        : new StreamSource(store, identity.stream, from);
    this.#wake();
  }

  /** The consumer, or undefined where the group has as many as it may have. */
  connect(bufferSize: number, connection: Connection): Consumer | undefined {
    const { maxSubscriberCount, extraStatistics } = this.settings;
    if (maxSubscriberCount > 0 && this.connections.size >= maxSubscriberCount) return undefined;
    const consumer = new Consumer(bufferSize, extraStatistics);
    this.connections.set(consumer, connection);
    this.group.join(consumer);
    this.#faulted = false;
    this.#wake();
    return consumer;
  }

  leave(consumer: Consumer): void {
    // What it holds stays open: it is behind the last checkpoint, and comes again.
    if (this.#stopped) return;
    this.connections.delete(consumer);
    this.#park(this.group.leave(consumer));
    this.#wake();
  }

  ack(ids: readonly string[]): void {
    this.group.ack(ids, this.#options.clock());
    this.#wake();
  }

  nack(ids: readonly string[], action: NackAction, reason: string): void {
    this.#park(this.group.nack(ids, action, reason, this.#options.clock()));
    this.#wake();
  }

  /** The consumer's connection takes more again. */
  drained(consumer: Consumer): void {
    consumer.blocked = false;
    this.#wake();
  }

  /** Something was published: perhaps for this group. */
  published(): void {
    this.#wake();
  }

  replayParked(stopAt: number | undefined): void {
    this.parked.replay(stopAt);
    this.#wake();
  }

  /** What the clock brings about; to be called a few times a second. */
  tick(): void {
    if (this.#stopped) return;
    const now = this.#options.clock();
    this.#park([...this.#unparked.splice(0), ...this.group.expire(now)]);
    this.#checkpoint(this.group.checkpoint(now, true));
    if (this.checkpoints.overdue) this.#writes.start(this.checkpoints.write());
    this.#release();
    if (this.group.counts.retries > 0) this.#wake();
  }

  /** Drops the consumers and writes down how far the group came. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const connection of this.connections.values()) connection.drop();
    this.connections.clear();
    await this.#writes.finished();
    this.#checkpoint(this.group.lastCheckpoint());
    this.#release();
    await this.#writes.finished();
  }

  #wake(): void {
    if (this.#scheduled || this.#stopped || this.#faulted) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#stopped) this.#step();
    });
  }

  /** One page at a time, so that other calls get their turn. */
  #step(): void {
    try {
      this.#read();
      this.#replay();
      this.#deliver();
    } catch (error) {
      this.#options.tell('error', 'a persistent subscription cannot read and drops its consumers', {
        subscription: keyOf(this.identity),
        error: String(error),
      });
      this.#faulted = true;
      this.#dropAll();
      return;
    }
    this.#checkpoint(this.group.checkpoint(this.#options.clock(), false));
    const more = this.#source.behind && this.group.room > 0;
    if (more || (this.parked.replaying && this.group.replayRoom > 0)) this.#wake();
  }

  #read(): void {
    const room = Math.min(this.settings.readBatchSize, this.group.room);
    for (const { position, bytes } of room > 0 ? this.#source.next(room) : []) {
      if (!bytes) {
        this.group.pass(position);
        continue;
      }
      const { event } = deliveryOf(this.#options.store, bytes, this.settings.resolveLinks);
      this.group.offer({ id: decodeId(bytes), position, pinnedBy: pinnedBy(this.settings.strategy, event ?? bytes) });
      this.lastRead = position;
    }
    this.group.live = !this.#source.behind;
  }

  #replay(): void {
    for (const { position, bytes } of this.parked.next(Math.min(this.settings.readBatchSize, this.group.replayRoom))) {
      const { event } = deliveryOf(this.#options.store, bytes, true);
      this.group.replay({ id: decodeId(bytes), position, pinnedBy: pinnedBy(this.settings.strategy, event ?? bytes) });
    }
  }

  #deliver(): void {
    this.group.deliver(this.#options.clock(), (consumer, message) => {
      const delivery = this.#deliveryOf(message);
      // It was deleted, or its stream was cut, since it was read: there is nothing to give.
      if (!delivery) this.group.settle(message);
      else if (this.connections.get(consumer)?.send(delivery, message) === false) consumer.blocked = true;
    });
  }

  #deliveryOf({ replayed, position }: Message): Delivery | undefined {
    const bytes = replayed ? this.parked.read(position) : this.#source.read(position);
    return bytes && deliveryOf(this.#options.store, bytes, replayed || this.settings.resolveLinks);
  }

  #park(parkings: readonly Parking[]): void {
    for (const parking of parkings)
      this.#writes.start(this.#parkOne(parking), () => {
        this.#unparked.push(parking);
      });
  }

  async #parkOne({ message, reason }: Parking): Promise<void> {
    const delivery = this.#deliveryOf(message);
    if (delivery) await this.parked.park(pointerOf(delivery), reason, this.#options.clock());
    this.group.settle(message);
    this.#checkpoint(this.group.checkpoint(this.#options.clock(), false));
  }

  #checkpoint(position: number | undefined): void {
    if (position !== undefined) this.#writes.start(this.checkpoints.write(position));
  }

  #release(): void {
    const { replayedThrough } = this.group;
    if (replayedThrough === undefined || replayedThrough <= this.#released) return;
    const before = this.#released;
    this.#released = replayedThrough;
    this.#writes.start(this.parked.release(replayedThrough), () => {
      this.#released = before;
    });
  }

  #dropAll(): void {
    for (const [consumer, connection] of this.connections) {
      this.connections.delete(consumer);
      this.#park(this.group.leave(consumer));
      connection.drop();
    }
  }
}
