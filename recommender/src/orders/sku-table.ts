/** Gives each SKU a small number, in order of appearance: counts are kept by number, names are looked up at the door. */
export class SkuTable {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  /** The number of a SKU, given now where it has none. */
  numberFor(sku: string): number {
    const known = this.#numbers.get(sku);
    if (known !== undefined) return known;
    this.#numbers.set(sku, this.#names.length);
    return this.#names.push(sku) - 1;
  }

  find(sku: string): number | undefined {
    return this.#numbers.get(sku);
  }

  /** @throws RangeError for a number that this table never gave */
  nameOf(number: number): string {
    const name = this.#names[number];
    if (name === undefined) throw new RangeError(`no SKU has the number ${number.toString()}`);
    return name;
  }
}
