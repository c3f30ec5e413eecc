import { MongoClientBulkWriteError, MongoServerError } from 'mongodb';
import type { Collection, MongoClient, WriteConcernSettings } from 'mongodb';
import type { SeededRandom } from '../seeded-random.js';
import { isWhole } from './item.js';
import type { Item } from './item.js';
import { stepsOf } from './steps.js';
import type { Step } from './steps.js';

const concerns: readonly WriteConcernSettings[] = [{ w: 1 }, { w: 1, journal: true }, { w: 'majority' }];
/** Steps between two looks at everything that the writer owns. */
const lookEvery = 8;

/** One of those who write while the server is killed. It alone writes its items, so it knows what they must be. */
export class Writer {
  readonly wrong: string[] = [];
  acknowledged = 0;
  /** Writes whose outcome a kill left open, also after the driver had sent them again. */
  unknown = 0;
  readonly #client: MongoClient;
  readonly #items: Collection<Item>;
  readonly #owner: number;
  readonly #random: SeededRandom;
  /** `n` of each item that is there. */
  #known = new Map<string, number>();

  constructor(client: MongoClient, owner: number, random: SeededRandom) {
    this.#client = client;
    this.#items = client.db('kills').collection<Item>('items');
    this.#owner = owner;
    this.#random = random;
  }

  /** Writes until told to stop, and then looks a last time. */
  async run(signal: AbortSignal): Promise<void> {
    for (let count = 1; !signal.aborted; count += 1) {
      await this.#write(stepsOf(this.#client, this.#items, this.#owner, this.#known, this.#random));
      if (count % lookEvery === 0) await this.#compare([this.#known]);
    }
    await this.#compare([this.#known]);
  }

  async #write(step: Step): Promise<void> {
    const after = new Map(this.#known);
    for (const [id, n] of step.changes) {
      if (n === undefined) after.delete(id);
      else after.set(id, n);
    }
    try {
      const answered = await step.send(this.#random.pick(concerns));
      if (!answered)
        this.wrong.push(`${step.name} of writer ${String(this.#owner)} was answered as if it had not been done once`);
      this.acknowledged += 1;
      this.#known = after;
    } catch (error) {
      // The server refuses none of these: an answer of refusal means that it forgot something, or did it twice.
      if (isRefusal(error)) this.wrong.push(`${step.name} of writer ${String(this.#owner)}: ${error.message}`);
      this.unknown += 1;
      await this.#compare([this.#known, after]);
    }
  }

  /** The items must be as one of the states says, through every index; goes on from the one that it is. */
  async #compare(states: readonly ReadonlyMap<string, number>[]): Promise<void> {
    const [byOwner, byTag] = await this.#read();
    const found = new Map(byOwner.map(({ _id, n }) => [_id, n]));
    if (!states.some((state) => sameItems(state, found))) {
      const should = states.map((state) => JSON.stringify([...state].sort())).join(' or ');
      this.wrong.push(`writer ${String(this.#owner)} found ${JSON.stringify([...found].sort())} and not ${should}`);
    }
    for (const item of byOwner)
      if (!isWhole(item)) this.wrong.push(`half of an item was written: ${JSON.stringify(item)}`);
    if (!sameItems(found, new Map(byTag.map(({ _id, n }) => [_id, n])))) {
      this.wrong.push(`the index over tags has other items of writer ${String(this.#owner)} than the collection`);
    }
    this.#known = found;
  }

  /** Reads until nothing is in the way: the driver tries twice, and kills may come faster. */
  async #read(): Promise<[Item[], Item[]]> {
    for (;;) {
      try {
        const owner = this.#owner;
        return [
          await this.#items.find({ _id: { $regex: `^${String(owner)}:` } }).toArray(),
          await this.#items.find({ tags: `w${String(owner)}` }, { hint: 'tags_1' }).toArray(),
        ];
      } catch (error) {
        if (isRefusal(error)) throw error;
      }
    }
  }
}

/** An answer of the server; errors of a bulk write may also wrap that there was none. */
function isRefusal(error: unknown): error is Error {
  if (error instanceof MongoClientBulkWriteError) return error.writeErrors.size > 0;
  return error instanceof MongoServerError && typeof error.code === 'number';
}

function sameItems(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([id, n]) => b.get(id) === n);
}
