import type { EventStore } from '../store/event-store.js';
import { systemEvent, metaStream } from '../store/system-events.js';
import { decodeData } from '../wire/recorded-event.js';
import { checkpointStreamOf, parsePosition, positionText, type GroupIdentity } from './group-identity.js';

const TYPE = '$SubscriptionCheckpoint';
const ANY = { kind: 'any' } as const;

/** Where a group writes down how far it has come: one write at a time, of the newest position. */
export class CheckpointStream {
  readonly #store: EventStore;
  readonly #stream: string;
  readonly #source: string;
  #wanted: number | undefined;
  #writing: Promise<void> | undefined;
  #written: number | undefined;

  constructor(store: EventStore, identity: GroupIdentity) {
    this.#store = store;
    this.#stream = checkpointStreamOf(identity);
    this.#source = identity.stream;
    this.#written = this.#load();
  }

  /** The newest position that the disk has: everything up to it is settled. */
  get written(): number | undefined {
    return this.#written;
  }

  /** A position is wanted that the store did not take yet, and nobody writes it. */
  get overdue(): boolean {
    return this.#wanted !== undefined && !this.#writing;
  }

  /** @returns when the disk has this position (by default the last that was wanted); rejects where it is not taken */
  async write(position = this.#wanted): Promise<void> {
    this.#wanted = position;
    this.#writing ??= this.#drain();
    await this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#wanted !== undefined) {
        const position = this.#wanted;
        if (!this.#store.readable(this.#stream))
          await this.#store.append(metaStream(this.#stream), ANY, [systemEvent('$metadata', '{"$maxCount":2}')]);
        const text = JSON.stringify(positionText(this.#source, position));
        await this.#store.append(this.#stream, ANY, [systemEvent(TYPE, text)]);
        this.#written = position;
        if (this.#wanted === position) this.#wanted = undefined;
      }
    } finally {
      this.#writing = undefined;
    }
  }

  #load(): number | undefined {
    const end = this.#store.readable(this.#stream)?.end ?? 0;
    const newest = this.#store.eventAt(this.#stream, end - 1);
    if (!newest) return undefined;
    return parsePosition(decodeData(newest).toString('utf8').replaceAll('"', ''));
  }
}
