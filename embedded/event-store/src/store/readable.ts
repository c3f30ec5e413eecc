import type { OrdinalList } from '../index/ordinal-list.js';

/** What of a stream may be read, at the moment when it was asked. */
export class Readable {
  /** First revision that may be read, and one past the last. Some between them may be gone. */
  readonly first: number;
  readonly end: number;
  readonly #list: OrdinalList;
  readonly #event: (ordinal: number, revision: number) => Buffer | undefined;

  constructor(
    list: OrdinalList,
    first: number,
    end: number,
    event: (ordinal: number, revision: number) => Buffer | undefined,
  ) {
    this.#list = list;
    this.first = first;
    this.end = end;
    this.#event = event;
  }

  /** Ordinal in the log of the event at a revision, of the linked one in a stream of links; undefined where it is gone. */
  ordinal(revision: number): number | undefined {
    return revision < this.first || revision >= this.end ? undefined : this.#list.at(revision);
  }

  /** The recorded event at a revision, as clients receive it; undefined where it is gone. */
  event(revision: number): Buffer | undefined {
    const ordinal = this.ordinal(revision);
    return ordinal === undefined ? undefined : this.#event(ordinal, revision);
  }
}
