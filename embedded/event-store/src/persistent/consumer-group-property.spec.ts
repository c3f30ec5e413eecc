import { expect } from 'chai';
import fc from 'fast-check';
import { someSettings } from '../testing/some-settings.js';
import { ConsumerGroup } from './consumer-group.js';
import { Consumer } from './consumer.js';
import type { GroupSettings } from './group-settings.js';
import type { Message, NackAction, Parking } from './message.js';

type Fate = 'open' | 'acknowledged' | 'parked' | 'skipped';
type Step = { readonly kind: number; readonly pick: number };
const actions: readonly NackAction[] = ['unknown', 'park', 'retry', 'skip', 'stop'];
const streams = ['a', 'b', 'c'];

/** A group in a world where anything may happen, which checks at each delivery and checkpoint what must hold. */
class World {
  readonly #settings: GroupSettings;
  #group: ConsumerGroup;
  #consumers: Consumer[] = [];
  #parkings: Parking[] = [];
  readonly fates: Fate[] = [];
  readonly #next = new Map<string, number>();
  #waitingRetries = new Set<number>();
  #checkpoint: number | undefined;
  #now = 0;

  constructor(settings: GroupSettings) {
    this.#settings = settings;
    this.#group = new ConsumerGroup(settings);
  }

  step({ kind, pick }: Step): void {
    const held = this.#consumers.flatMap((consumer) => [...consumer.held.values()]);
    const message = held[pick % Math.max(held.length, 1)];
    const consumer = this.#consumers[pick % Math.max(this.#consumers.length, 1)];
    if (kind < 3) this.#offer(this.fates.length, 'open');
    else if (kind === 3) {
      this.#group.pass(this.fates.length);
      this.fates.push('skipped');
    } else if (kind === 4) this.#join(1 + (pick % 4));
    else if (kind === 5 && consumer) {
      this.#consumers = this.#consumers.filter((other) => other !== consumer);
      this.#given([...consumer.held.values()], () => this.#group.leave(consumer));
    } else if (kind < 9 && message) this.#ack(message);
    else if (kind === 9 && message) this.#nack(message, actions[pick % actions.length] ?? 'skip');
    else if (kind === 10) {
      this.#now += pick % 200;
      this.#given(held, () => this.#group.expire(this.#now));
    } else if (kind === 11) this.#park();
    else if (kind === 12 && pick % 4 === 0) this.#restart();
    this.#deliver();
    this.#write();
  }

  /** Someone comes who acknowledges all there is. */
  finish(): void {
    this.#join(1_000);
    for (let turn = 0; this.fates.includes('open') && turn < 100; turn++) {
      this.#deliver();
      this.#park();
      for (const consumer of this.#consumers) for (const message of [...consumer.held.values()]) this.#ack(message);
    }
  }

  #offer(position: number, fate: Fate): void {
    this.fates[position] = fate;
    const pinnedBy = streams[position % streams.length] ?? '';
    this.#group.offer({ id: position.toString(), position, pinnedBy });
  }

  #join(size: number): void {
    const consumer = new Consumer(size, false);
    this.#consumers.push(consumer);
    this.#group.join(consumer);
  }

  #ack(message: Message): void {
    this.#group.ack([message.id], this.#now);
    this.fates[message.position] = 'acknowledged';
  }

  #nack(message: Message, action: NackAction): void {
    if (action === 'skip' || action === 'stop') this.fates[message.position] = 'skipped';
    this.#given([message], () => this.#group.nack([message.id], action, '', this.#now));
  }

  /** Messages that a call takes from consumers are parked or wait to be tried again. */
  #given(messages: readonly Message[], call: () => readonly Parking[]): void {
    const parkings = call();
    this.#parkings.push(...parkings);
    const parked = new Set(parkings.map(({ message }) => message.position));
    const stillHeld = new Set(this.#consumers.flatMap((consumer) => [...consumer.held.values()]));
    for (const message of messages)
      if (!stillHeld.has(message) && !parked.has(message.position) && this.fates[message.position] === 'open')
        this.#waitingRetries.add(message.position);
  }

  #park(): void {
    for (const { message } of this.#parkings.splice(0)) {
      this.#group.settle(message);
      this.fates[message.position] = 'parked';
    }
  }

  #deliver(): void {
    this.#group.deliver(this.#now, (consumer, message) => {
      const { position, retries, pinnedBy } = message;
      expect(this.fates[position], `message ${position.toString()} is given`).to.equal('open');
      expect(position, 'past the checkpoint').to.be.greaterThan(this.#checkpoint ?? -1);
      expect(consumer.held.size, 'no more than it has room for').to.be.at.most(consumer.bufferSize);
      if (retries > 0) {
        this.#waitingRetries.delete(position);
        return;
      }
      const line = this.#settings.strategy === 'Pinned' ? pinnedBy : '';
      expect(position, 'in order').to.be.greaterThan(this.#next.get(line) ?? -1);
      this.#next.set(line, position);
      if (line === '') expect(this.#waitingRetries.size, 'retries go first').to.equal(0);
    });
  }

  #write(): void {
    const position = this.#group.checkpoint(this.#now, true);
    if (position === undefined) return;
    expect(position).to.be.greaterThan(this.#checkpoint ?? -1);
    expect(this.fates.slice(0, position + 1), 'all before it').not.to.include('open');
    this.#checkpoint = position;
  }

  /** The process ends without a word; what was not written down is open again, unless it was parked or acknowledged. */
  #restart(): void {
    this.#group = new ConsumerGroup(this.#settings, this.#checkpoint);
    this.#consumers = [];
    this.#parkings = [];
    this.#waitingRetries = new Set();
    this.#next.clear();
    for (let position = (this.#checkpoint ?? -1) + 1; position < this.fates.length; position++)
      this.#offer(position, 'open');
  }
}

describe('a group, whatever happens to it', () => {
  for (const strategy of ['RoundRobin', 'DispatchToSingle', 'Pinned'] as const)
    it(`ends every message, gives none past a checkpoint or an answer, and keeps the order: ${strategy}`, () => {
      const step = fc.record({ kind: fc.nat(12), pick: fc.nat(1_000) });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 120 }), fc.nat(3), (steps, maxRetryCount) => {
          const bounds = { minCheckpointCount: 1, maxCheckpointCount: 4, checkpointAfterMs: 50 };
          const world = new World(someSettings({ strategy, maxRetryCount, messageTimeoutMs: 100, ...bounds }));
          for (const one of steps) world.step(one);
          world.finish();
          expect(world.fates).not.to.include('open');
        }),
        { numRuns: 200 },
      );
    });
});
