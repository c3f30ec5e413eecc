import { namePattern } from '../services/name-pattern.js';
import type { EventStore } from '../store/event-store.js';
import { decodeStream, decodeType } from '../wire/recorded-event.js';
import type { GroupFilter } from './group-settings.js';

/** An event that a group comes to; without `bytes` it is one that the group is not for. */
export type Found = { readonly position: number; readonly bytes: Buffer | undefined };

/** What a group reads, from a cursor on. History and live are one: whoever is at the end asks again. */
export type EventSource = {
  /** There is more to read now. */
  readonly behind: boolean;
  /**
   * The next events: at most `limit` that the group is for, and a bounded number that it is not. The cursor passes an
   * event when the next one is asked for: one that could not be taken is not lost.
   */
  next(limit: number): Iterable<Found>;
  /** The event at a position; undefined where it is gone. */
  read(position: number): Buffer | undefined;
};

/** A stream, from a revision on. */
export class StreamSource implements EventSource {
  readonly #store: EventStore;
  readonly #stream: string;
  #revision: number;

  constructor(store: EventStore, stream: string, revision: number) {
    this.#store = store;
    this.#stream = stream;
    this.#revision = revision;
  }

  get behind(): boolean {
    return (this.#store.readable(this.#stream)?.end ?? 0) > this.#revision;
  }

  *next(limit: number): Generator<Found> {
    const readable = this.#store.readable(this.#stream);
    if (!readable) return;
    this.#revision = Math.max(this.#revision, readable.first);
    const end = Math.min(readable.end, this.#revision + limit);
    for (; this.#revision < end; this.#revision++)
      yield { position: this.#revision, bytes: readable.event(this.#revision) };
  }

  read(position: number): Buffer | undefined {
    return this.#store.eventAt(this.#stream, position);
  }
}

/** Events of the log that one turn looks at, so that a filter that rejects millions holds nobody up. */
const LOOKED_AT = 256;
/** A group on `$all` does not even count what groups on `$all` write down: each checkpoint would make the next. */
const OWN = /^(?:\$\$)?\$persistentsubscription-\$all::/;

/** The whole log, from a position on. */
export class AllSource implements EventSource {
  readonly #store: EventStore;
  readonly #accepts: (bytes: Buffer) => boolean;
  #position: number;

  constructor(store: EventStore, position: number, filter: GroupFilter | undefined) {
    this.#store = store;
    this.#position = position;
    this.#accepts = filter ? accepting(filter) : () => true;
  }

  get behind(): boolean {
    const { index } = this.#store;
    return index.visible > 0 && index.position(index.visible - 1) >= this.#position;
  }

  *next(limit: number): Generator<Found> {
    const { index } = this.#store;
    const first = index.seek(this.#position);
    const end = Math.min(index.visible, first + LOOKED_AT);
    let wanted = limit;
    for (let ordinal = first; ordinal < end && wanted > 0; ordinal++) {
      const position = index.position(ordinal);
      const bytes = this.#store.bytes(ordinal);
      if (!bytes || !OWN.test(decodeStream(bytes))) {
        const shown = bytes && this.#accepts(bytes) ? bytes : undefined;
        if (shown) wanted--;
        yield { position, bytes: shown };
      }
      this.#position = position + 1;
    }
  }

  read(position: number): Buffer | undefined {
    const { index } = this.#store;
    const ordinal = index.seek(position);
    return ordinal < index.visible && index.position(ordinal) === position ? this.#store.bytes(ordinal) : undefined;
  }
}

const accepting = ({ on, prefixes, regex }: GroupFilter): ((bytes: Buffer) => boolean) => {
  const accepts =
    prefixes.length > 0
      ? (name: string): boolean => prefixes.some((prefix) => name.startsWith(prefix))
      : namePattern(regex);
  return (bytes) => accepts(on === 'stream' ? decodeStream(bytes) : decodeType(bytes));
};
