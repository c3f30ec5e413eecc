/** What a writer expects of a stream: a form of words, or the revision of its last event. */
export type Expecting = 'any' | 'no_stream' | 'stream_exists' | number;
/** What a call on a stream comes to. */
export type Verdict =
  | { readonly kind: 'write' }
  | { readonly kind: 'repeat'; readonly revision: number }
  | { readonly kind: 'wrong-expected-version' }
  | { readonly kind: 'stream-deleted' };

export type Rules = { readonly maxCount?: number; readonly truncateBefore?: number };

/**
 * One stream as EventStoreDB has it, as plainly as it can be said: a list of ids and the rules that hide some of them.
 * Written from the protocol's rules, and of a shape unlike the server's on purpose.
 */
export class StreamModel {
  readonly name: string;
  /** Of every event ever written, by revision. */
  readonly ids: string[] = [];
  rules: Rules | undefined;
  softDeleted = false;
  tombstoned = false;

  constructor(name: string) {
    this.name = name;
  }

  get last(): number {
    return this.ids.length - 1;
  }

  judgeAppend(expecting: Expecting, ids: readonly string[]): Verdict {
    if (this.tombstoned) return { kind: 'stream-deleted' };
    if (expecting === 'stream_exists') {
      if (this.softDeleted) return { kind: 'stream-deleted' };
      if (this.last < 0 && !this.rules) return { kind: 'wrong-expected-version' };
    }
    const places = ids.map((id) => this.ids.indexOf(id));
    if (expecting === 'any' || expecting === 'stream_exists') {
      if (places[0] === -1) return { kind: 'write' };
      return places.includes(-1)
        ? { kind: 'wrong-expected-version' }
        : { kind: 'repeat', revision: places.at(-1) ?? -1 };
    }
    const at = expecting === 'no_stream' ? -1 : expecting;
    if (at === this.last || (at === -1 && this.softDeleted)) return { kind: 'write' };
    return places.every((place, n) => place === at + 1 + n)
      ? { kind: 'repeat', revision: at + ids.length }
      : { kind: 'wrong-expected-version' };
  }

  /** Of a delete or a tombstone, which leave a stream alone that is not as expected. */
  judgeRemoval(expecting: 'any' | 'no_stream' | number, what: 'delete' | 'tombstone'): Verdict {
    if (this.tombstoned) return { kind: 'stream-deleted' };
    if (what === 'delete' && this.last < 0 && !this.rules) return { kind: 'wrong-expected-version' };
    if (expecting === 'any' || (expecting === 'no_stream' && (this.last < 0 || this.softDeleted)))
      return { kind: 'write' };
    return expecting === this.last ? { kind: 'write' } : { kind: 'wrong-expected-version' };
  }

  append(ids: readonly string[]): void {
    if (this.softDeleted) {
      this.softDeleted = false;
      this.rules = { truncateBefore: this.ids.length };
    }
    this.ids.push(...ids);
  }

  setRules(rules: Rules): void {
    this.rules = this.softDeleted ? { ...rules, truncateBefore: this.ids.length } : rules;
    this.softDeleted = false;
  }

  delete(): void {
    this.softDeleted = true;
    this.rules = {};
  }

  /** Revisions that a read gives, from a revision on or back. */
  readable(from: number, count: number, backwards: boolean): readonly number[] {
    const { truncateBefore = 0, maxCount = Infinity } = this.rules ?? {};
    const first = Math.max(0, truncateBefore, this.ids.length - maxCount);
    const all = this.ids.map((_, revision) => revision).filter((revision) => revision >= first);
    const way = backwards ? all.filter((at) => at <= from).reverse() : all.filter((at) => at >= from);
    return way.slice(0, count);
  }

  /** What a read is answered instead of events. */
  get unreadable(): 'stream-deleted' | 'stream-not-found' | undefined {
    if (this.tombstoned) return 'stream-deleted';
    return this.last < 0 || this.softDeleted ? 'stream-not-found' : undefined;
  }
}
