/** What the model keeps of a document; its fields stand in this order. */
export type Item = { _id: number; sku: string; shelf: number; n: number; tags: string[] };

/** A collection of items as a plain map: what the server must agree with. `sku` is unique. */
export class PlainItems {
  #items = new Map<number, Item>();

  /** Copies in the order of their ids. */
  all(): Item[] {
    return [...this.#items.values()].sort((a, b) => a._id - b._id).map((item) => structuredClone(item));
  }

  where(wanted: (item: Item) => boolean): Item[] {
    return this.all().filter(wanted);
  }

  get(id: number): Item | undefined {
    const item = this.#items.get(id);
    return item === undefined ? undefined : structuredClone(item);
  }

  /** False, and nothing is changed, where the _id or the sku is taken. */
  insert(item: Item): boolean {
    if (this.#items.has(item._id) || this.#isTaken(item)) return false;
    this.#items.set(item._id, structuredClone(item));
    return true;
  }

  /** False, and nothing is changed, where another item has the sku. */
  put(item: Item): boolean {
    if (this.#isTaken(item)) return false;
    this.#items.set(item._id, structuredClone(item));
    return true;
  }

  remove(id: number): boolean {
    return this.#items.delete(id);
  }

  /** What it is now, for a transaction that may be aborted. */
  snapshot(): () => void {
    const items = this.all();
    return () => {
      this.#items = new Map(items.map((item) => [item._id, item]));
    };
  }

  #isTaken({ _id, sku }: Item): boolean {
    return [...this.#items.values()].some((other) => other.sku === sku && other._id !== _id);
  }
}
