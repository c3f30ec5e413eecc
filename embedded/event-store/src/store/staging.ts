import type { EventIndex } from '../index/event-index.js';
import { encodeFrame } from '../log/frame.js';
import { encodeRecordedEvent, encodeStreamIdentifier, type ProposedEvent } from '../wire/recorded-event.js';
import type { Decided } from './append-queue.js';
import type { MetadataCache } from './metadata-cache.js';
import { idBytes, originalOf, SHOWN_TOMBSTONE_REVISION, streamOf } from './system-events.js';

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
  write(stream: string, offset: number, events: readonly ProposedEvent[], revision?: number): Decided {
    const firstRevision = revision ?? this.#index.lastRevision(stream) + 1;
    const identifier = encodeStreamIdentifier(stream);
    const createdMs = this.#clock();
    const encoded = events.map((event, k) => ({
      id: idBytes(event.id),
      bytes: encodeRecordedEvent(event, identifier, {
        revision: revision === undefined ? firstRevision + k : SHOWN_TOMBSTONE_REVISION,
        position: offset + k,
        createdMs,
      }),
    }));
    const frame = encodeFrame({ stream, firstRevision, events: encoded });
    let at = offset + frame.length - encoded.reduce((sum, event) => sum + event.bytes.length + 20, 0);
    for (const [k, event] of encoded.entries()) {
      this.#index.stage(streamOf(stream, firstRevision), event.id, offset + k, at + 20, event.bytes.length);
      at += 20 + event.bytes.length;
    }
    const last = events.at(-1);
    const original = originalOf(stream);
    if (original !== undefined && last) this.#metadata.remember(original, this.#index.lastOrdinal(stream), last.data);
    return {
      outcome: {
        kind: 'appended',
        revision: firstRevision + encoded.length - 1,
        position: offset + encoded.length - 1,
      },
      written: [frame],
    };
  }
}
