import type { EventIndex, IndexedEvent } from '../index/event-index.js';
import { idHash } from '../index/id-table.js';
import { ID_BYTES } from '../log/frame.js';
import type { SegmentLog } from '../log/segment-log.js';
import { decodeRevision, decodeStream } from '../wire/recorded-event.js';
import { idBytes, TOMBSTONE_REVISION } from './system-events.js';

type Known = { readonly id: Buffer; readonly event: Pick<IndexedEvent, 'stream' | 'revision' | 'inStream'> };

/** Where events stand by their ids. The index knows hashes of these; ids are compared here. */
export class KnownIds {
  readonly #index: EventIndex;
  readonly #log: SegmentLog;

  constructor(index: EventIndex, log: SegmentLog) {
    this.#index = index;
    this.#log = log;
  }

  /**
   * The revision at which a stream holds an event of this id, staged ones included; undefined where it does not.
   *
   * @throws CorruptLog when an event that may have the id is damaged
   */
  revision(stream: string, id: string): number | undefined {
    const bytes = idBytes(id);
    for (const ordinal of this.#index.candidates(idHash(bytes))) {
      const known = this.#index.staged(ordinal) ?? this.#stored(ordinal);
      if (known?.event.stream === stream && known.event.inStream && known.id.equals(bytes)) return known.event.revision;
    }
    return undefined;
  }

  /** An event of the log by its ordinal; undefined where scavenging has removed it. */
  #stored(ordinal: number): Known | undefined {
    const { address, length, back } = this.#index.place(ordinal);
    if (length === 0) return undefined;
    const bytes = this.#log.read(address, length, back);
    const revision = decodeRevision(bytes);
    return {
      id: this.#log.read(address - ID_BYTES, ID_BYTES, back - ID_BYTES),
      event: { stream: decodeStream(bytes), revision, inStream: revision < TOMBSTONE_REVISION },
    };
  }
}
