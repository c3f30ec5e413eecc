/** What a writer expects of a stream. */
export type Expected =
  | { readonly kind: 'any' }
  | { readonly kind: 'no-stream' }
  | { readonly kind: 'stream-exists' }
  | { readonly kind: 'revision'; readonly revision: number };

/** What is so. */
export type StreamFacts = {
  /** -1 where nothing was ever written. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  readonly hasMetadata: boolean;
  /** For each proposed id, the revision at which the stream holds it; undefined where it does not. */
  readonly known: readonly (number | undefined)[];
};

export type AppendVerdict =
  | { readonly kind: 'write' }
  | { readonly kind: 'repeat'; readonly lastRevision: number }
  | { readonly kind: 'wrong-version' }
  | { readonly kind: 'deleted' };

/** EventStoreDB's rules of optimistic concurrency and idempotency, as observed from the real server. */
export const judgeAppend = (expected: Expected, facts: StreamFacts): AppendVerdict => {
  const { lastRevision, known } = facts;
  if (facts.tombstoned) return { kind: 'deleted' };
  if (expected.kind === 'any' || expected.kind === 'stream-exists') {
    if (expected.kind === 'stream-exists') {
      if (facts.softDeleted) return { kind: 'deleted' };
      if (lastRevision < 0 && !facts.hasMetadata) return { kind: 'wrong-version' };
    }
    return judgeByIds(known);
  }
  const at = expected.kind === 'no-stream' ? -1 : expected.revision;
  if (at === lastRevision) return { kind: 'write' };
  if (expected.kind === 'no-stream' && facts.softDeleted) return { kind: 'write' };
  if (at > lastRevision) return { kind: 'wrong-version' };
  const repeated = known.length > 0 && known.every((revision, index) => revision === at + 1 + index);
  return repeated ? { kind: 'repeat', lastRevision: at + known.length } : { kind: 'wrong-version' };
};

/** Without a revision a repeat is told by the ids alone: all known is a repeat, the first unknown is new, a mixture is neither. */
const judgeByIds = (known: readonly (number | undefined)[]): AppendVerdict => {
  const [first] = known;
  if (first === undefined) return { kind: 'write' };
  if (known.some((revision) => revision === undefined)) return { kind: 'wrong-version' };
  const last = known.at(-1);
  return { kind: 'repeat', lastRevision: last ?? first };
};
