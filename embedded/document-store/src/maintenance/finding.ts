/** Something in a data folder that is not as it must be. */
export type Finding = {
  readonly kind: 'catalogue' | 'document' | 'index' | 'unique' | 'count' | 'retryable' | 'file';
  /** The collection (`database.name`), or which part of the folder. */
  readonly where: string;
  readonly what: string;
};

const most = 1_000;

/** Collects what is found. A store that is badly damaged has more to tell than anyone reads: the first thousand are kept, all are counted. */
export class Findings {
  readonly list: Finding[] = [];
  count = 0;

  add(kind: Finding['kind'], where: string, what: string): void {
    this.count += 1;
    if (this.list.length < most) this.list.push({ kind, where, what });
  }
}
