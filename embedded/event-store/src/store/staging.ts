import type { EventIndex } from '../index/event-index.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import type { Appended } from './append-queue.js';
import { writeFrame } from './frame-writer.js';
import type { MetadataCache } from './metadata-cache.js';
import { originalOf } from './system-events.js';

/** Makes frames and stages what they hold in the index, so that the next decision of the same batch sees it. */
export class Staging {
  readonly #index: EventIndex;
  readonly #metadata: MetadataCache;
  readonly #clock: () => number;

  constructor(index: EventIndex, metadata: MetadataCache, clock: () => number) {
    this.#index = index;
    this.#metadata = metadata;
    this.#clock = clock;
  }

  /** @param revision of a tombstone; events follow the stream's last one */
  write(stream: string, offset: number, events: readonly ProposedEvent[], revision?: number): Appended {
    const firstRevision = revision ?? this.#index.lastRevision(stream) + 1;
    const frame = writeFrame({ stream, firstRevision, events, offset, createdMs: this.#clock() });
    for (const { id, indexed } of frame.events) this.#index.stage(indexed, id);
    const last = events.at(-1);
    const original = originalOf(stream);
    if (original !== undefined && last)
      this.#metadata.remember(original, this.#index.lastOrdinal(stream) ?? -1, last.data);
    return {
      outcome: {
        kind: 'appended',
        revision: firstRevision + events.length - 1,
        position: offset + events.length - 1,
      },
      frames: [frame.bytes],
    };
  }
}
