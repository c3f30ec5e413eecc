import {
  engineCollections,
  type DeadLetterDocument,
  type HeldEventDocument,
  type Recorded,
} from '@storefold/contracts';
import type { LogEntry } from '@storefold/platform';
import type { Collection, Db } from 'mongodb';

/** An event that nobody could read, and why. */
export type Unreadable = { readonly entry: LogEntry; readonly why: string };
/** An event of the log as views are given it. */
export type Offered = { readonly event: Recorded } | Unreadable;

/** What waits: the events of one document, or of one stream where nobody knows which documents an event of it concerns. */
export type HeldKey = { readonly kind: 'document' | 'stream'; readonly name: string };

type StoredLetter = DeadLetterDocument & { _id: string };
type StoredHeld = HeldEventDocument & { _id: string };
type About = { readonly position: bigint; readonly eventId: string; readonly streamId: string; readonly type: string };

const LOOKED_AT = { letters: engineCollections.deadLetters, events: engineCollections.heldEvents } as const;
const KINDS = ['document', 'stream'] as const;
/** Long enough for all positions, and sorts as they do. */
const DIGITS = 20;

export const aboutOf = (offered: Offered): About => {
  if ('event' in offered) {
    const { position, eventId, streamId, type } = offered.event;
    return { position, eventId, streamId, type };
  }
  const { position, id: eventId, streamId, type } = offered.entry;
  return { position: position.commit, eventId, streamId, type };
};

/** Reads an entry of the log, or keeps why nobody can. */
export const offer = (entry: LogEntry, read: (entry: LogEntry) => Recorded): Offered => {
  try {
    return { event: read(entry) };
  } catch (error) {
    return { entry, why: error instanceof Error ? error.message : String(error) };
  }
};

/** Asked for each event by each view: makes nothing. */
export const positionOf = (offered: Offered): bigint =>
  'event' in offered ? offered.event.position : offered.entry.position.commit;

export const letterId = (unit: string, { kind, name }: HeldKey): string => `${unit}|${kind}|${name}`;

/**
 * Dead letters of one unit, in sequence: the first event that a key's documents cannot take, and all later ones of the same
 * key. They are durable before the checkpoint that is past them. Other keys go on.
 */
export class Quarantine {
  readonly #letters: Collection<StoredLetter>;
  readonly #events: Collection<StoredHeld>;
  readonly #unit: { readonly id: string; readonly view: string };
  readonly #now: () => Date;
  /** From which position on each waits. */
  readonly #held = { document: new Map<string, bigint>(), stream: new Map<string, bigint>() };
  #newLetters: StoredLetter[] = [];
  #newEvents: StoredHeld[] = [];

  /** @param kept where letters and what waits behind them lie. @default where a person looks for them */
  constructor(
    db: Db,
    unit: { readonly id: string; readonly view: string },
    now: () => Date = () => new Date(),
    kept: { readonly letters: string; readonly events: string } = LOOKED_AT,
  ) {
    const durable = { writeConcern: { w: 'majority', journal: true } } as const;
    this.#letters = db.collection<StoredLetter>(kept.letters, durable);
    this.#events = db.collection<StoredHeld>(kept.events, durable);
    this.#unit = unit;
    this.#now = now;
  }

  /** Learns what waits since before this process. */
  async load(): Promise<void> {
    for (const kind of KINDS) this.#held[kind].clear();
    for await (const { held, position } of this.#letters.find({ unit: this.#unit.id }))
      this.#held[held.kind].set(held.name, position);
  }

  get isEmpty(): boolean {
    return this.#held.document.size === 0 && this.#held.stream.size === 0;
  }

  /** Whether an event of the key waits. What was before the first that does may come again after a crash, and does not. */
  holds({ kind, name }: HeldKey, position: bigint): boolean {
    const from = this.#held[kind].get(name);
    return from !== undefined && position >= from;
  }

  /** An event cannot be taken: it waits, and so does what follows it. */
  begin(held: HeldKey, offered: Offered, reason: string): void {
    const about = aboutOf(offered);
    if (this.holds(held, about.position)) {
      this.add(held, offered);
      return;
    }
    this.#held[held.kind].set(held.name, about.position);
    const since = this.#now().toISOString();
    const { id: unit, view } = this.#unit;
    this.#newLetters.push({ _id: letterId(unit, held), unit, view, held, reason, ...about, since });
    this.add(held, offered);
  }

  /** One more event of a key that waits. */
  add(held: HeldKey, offered: Offered): void {
    const about = aboutOf(offered);
    const letter = letterId(this.#unit.id, held);
    const at = about.position.toString().padStart(DIGITS, '0');
    this.#newEvents.push({ _id: `${letter}|${at}`, letter, ...about });
  }

  /** Makes durable what was set aside. Again changes nothing. */
  async flush(): Promise<void> {
    const [letters, events] = [this.#newLetters, this.#newEvents];
    if (events.length === 0) return;
    const unordered = { ordered: false };
    const once = ({ _id, ...rest }: StoredHeld) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
    });
    await this.#events.bulkWrite(events.map(once), unordered);
    const first = ({ _id, ...rest }: StoredLetter) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
    });
    if (letters.length > 0) await this.#letters.bulkWrite(letters.map(first), unordered);
    this.#newLetters = [];
    this.#newEvents = [];
  }

  /** Letters of this unit for which somebody asked something. */
  asked(): Promise<readonly StoredLetter[]> {
    return this.#letters
      .find({ unit: this.#unit.id, asked: { $exists: true } })
      .sort({ _id: 1 })
      .toArray();
  }

  /** Where stands what waits behind a letter, in log order, itself first. Read as it is taken: it may be much. */
  async *waiting(letter: string): AsyncGenerator<bigint> {
    // Their names begin with the letter's: looked up, and not looked for among all that wait.
    const _id = { $gt: `${letter}|`, $lt: `${letter}}` };
    for await (const { position } of this.#events
      .find({ _id, letter }, { projection: { position: 1 } })
      .sort({ _id: 1 }))
      yield position;
  }

  /** What was asked cannot be done, and why: all waits on as it did. */
  async refuse(letter: StoredLetter, reason: string): Promise<void> {
    await this.#letters.updateOne({ _id: letter._id }, { $set: { reason }, $unset: { asked: 1 } });
  }

  /** All was dealt with; or all before an event, which waits for the same or another reason, with what follows it. */
  async settle(letter: StoredLetter, left?: About & { readonly reason: string }): Promise<void> {
    if (left) {
      await this.#letters.updateOne({ _id: letter._id }, { $set: { ...left }, $unset: { asked: 1 } });
      await this.#events.deleteMany({ letter: letter._id, position: { $lt: left.position } });
      this.#held[letter.held.kind].set(letter.held.name, left.position);
      return;
    }
    await this.#events.deleteMany({ letter: letter._id });
    await this.#letters.deleteOne({ _id: letter._id });
    this.#held[letter.held.kind].delete(letter.held.name);
  }
}
