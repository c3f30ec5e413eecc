import type { Consumer } from './consumer.js';
import type { Offered } from './message.js';
import type { Choice, Strategy } from './strategy.js';

const BUCKETS = 1_024;

/** FNV-1a: spreads names evenly enough over the buckets. */
const bucketOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
};

/**
 * Messages of one stream (or one correlation) go to one consumer, so that it sees them in order. A consumer without
 * room holds up its own messages and nobody else's.
 */
export class Pinned implements Strategy {
  readonly #buckets: (Consumer | undefined)[] = Array.from({ length: BUCKETS }, () => undefined);
  /** How many buckets each consumer has. */
  readonly #consumers = new Map<Consumer, number>();

  /** A newcomer takes its share from those who have more, first what nobody works at. */
  join(consumer: Consumer): void {
    this.#consumers.set(consumer, 0);
    const assigned = this.#buckets.filter((owner) => owner !== undefined).length;
    const share = Math.ceil(assigned / this.#consumers.size);
    for (const owner of this.#consumers.keys()) {
      if (owner === consumer) continue;
      const busy = new Set(Array.from(owner.held.values(), ({ pinnedBy }) => bucketOf(pinnedBy)));
      const own = this.#buckets.flatMap((one, bucket) => (one === owner ? [bucket] : []));
      const idleFirst = [...own.filter((bucket) => !busy.has(bucket)), ...own.filter((bucket) => busy.has(bucket))];
      for (const bucket of idleFirst.slice(0, Math.max(own.length - share, 0))) this.#assign(bucket, consumer);
    }
  }

  leave(consumer: Consumer): void {
    this.#consumers.delete(consumer);
    for (const [bucket, owner] of this.#buckets.entries()) if (owner === consumer) this.#buckets[bucket] = undefined;
  }

  choose({ pinnedBy }: Offered): Choice {
    if (![...this.#consumers.keys()].some(({ free }) => free)) return 'nobody';
    const bucket = bucketOf(pinnedBy);
    const owner = this.#buckets[bucket] ?? this.#assign(bucket, this.#leastBusy());
    return owner?.free ? owner : 'busy';
  }

  #leastBusy(): Consumer | undefined {
    let least: Consumer | undefined;
    for (const [consumer, buckets] of this.#consumers)
      if (!least || buckets < (this.#consumers.get(least) ?? 0)) least = consumer;
    return least;
  }

  #assign(bucket: number, consumer: Consumer | undefined): Consumer | undefined {
    const before = this.#buckets[bucket];
    if (before) this.#consumers.set(before, (this.#consumers.get(before) ?? 1) - 1);
    if (consumer) this.#consumers.set(consumer, (this.#consumers.get(consumer) ?? 0) + 1);
    this.#buckets[bucket] = consumer;
    return consumer;
  }
}
