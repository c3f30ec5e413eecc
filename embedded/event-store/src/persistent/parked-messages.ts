import { randomUUID } from 'node:crypto';
import type { EventStore } from '../store/event-store.js';
import { metaStream, systemEvent } from '../store/system-events.js';
import { parkedStreamOf, type GroupIdentity } from './group-identity.js';
import { linkType } from './recorded.js';

const ANY = { kind: 'any' } as const;

/** Messages that a group gave up on: a stream of links, each with the reason, to be replayed when someone asks. */
export class ParkedMessages {
  readonly #store: EventStore;
  readonly stream: string;
  #replayTo = 0;
  #replayNext = 0;

  constructor(store: EventStore, identity: GroupIdentity) {
    this.#store = store;
    this.stream = parkedStreamOf(identity);
  }

  /** Messages that are parked and not being replayed. */
  get count(): number {
    const { first, end } = this.#bounds();
    return end - Math.max(first, this.#replayNext);
  }

  get replaying(): boolean {
    return this.#replayNext < this.#replayTo;
  }

  /** Keeps a link to a message (`pointer` is `revision@stream`). @returns when the disk has it */
  async park(pointer: string, reason: string, now: number): Promise<void> {
    await this.#store.append(this.stream, ANY, [
      {
        id: randomUUID(),
        type: linkType,
        contentType: 'application/octet-stream',
        data: Buffer.from(pointer),
        metadata: Buffer.from(JSON.stringify({ added: new Date(now).toISOString(), reason })),
      },
    ]);
  }

  /** Begins to replay what is parked now, up to but without revision `stopAt` of the parked stream. */
  replay(stopAt: number | undefined): void {
    const { first, end } = this.#bounds();
    this.#replayNext = Math.max(this.#replayNext, first);
    this.#replayTo = Math.max(this.#replayTo, Math.min(stopAt ?? end, end));
  }

  /** The next parked messages to be replayed, at most `limit`. */
  next(limit: number): readonly { readonly position: number; readonly bytes: Buffer }[] {
    const found = [];
    while (this.replaying && found.length < limit) {
      const position = this.#replayNext++;
      const bytes = this.#store.eventAt(this.stream, position);
      if (bytes) found.push({ position, bytes });
    }
    return found;
  }

  read(revision: number): Buffer | undefined {
    return this.#store.eventAt(this.stream, revision);
  }

  /** Lets go of what was replayed and settled. Not before: until then a crash leaves it parked. */
  async release(through: number): Promise<void> {
    const rule = JSON.stringify({ $tb: through + 1 });
    await this.#store.append(metaStream(this.stream), ANY, [systemEvent('$metadata', rule)]);
  }

  #bounds(): { readonly first: number; readonly end: number } {
    return this.#store.readable(this.stream) ?? { first: 0, end: 0 };
  }
}
