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
  const proposes = known.length > 0;
  if (expected.kind === 'no-stream' && facts.softDeleted && proposes) return { kind: 'write' };
  if (at > lastRevision) return { kind: 'wrong-version' };
  const repeated = proposes && known.every((revision, index) => revision === at + 1 + index);
  return repeated ? { kind: 'repeat', lastRevision: at + known.length } : { kind: 'wrong-version' };
};

/** The same for a removal, which is no repeat of anything. What was never there cannot be deleted, but it can be closed for ever. */
export const judgeRemoval = (
  kind: 'delete' | 'tombstone',
  expected: Expected,
  facts: Omit<StreamFacts, 'known'>,
): Exclude<AppendVerdict, { kind: 'repeat' }> => {
  const { lastRevision, softDeleted, hasMetadata } = facts;
  if (facts.tombstoned) return { kind: 'deleted' };
  const existed = lastRevision >= 0 || hasMetadata;
  if (kind === 'delete' && !existed) return { kind: 'wrong-version' };
  switch (expected.kind) {
    case 'any':
      return { kind: 'write' };
    case 'stream-exists':
      if (softDeleted) return { kind: 'deleted' };
      return { kind: existed ? 'write' : 'wrong-version' };
    case 'no-stream':
      return { kind: lastRevision < 0 || softDeleted ? 'write' : 'wrong-version' };
    case 'revision':
      return { kind: expected.revision === lastRevision ? 'write' : 'wrong-version' };
  }
};

/** Without a revision a repeat is told by the ids alone: all known is a repeat, the first unknown is new, a mixture is neither. */
const judgeByIds = (known: readonly (number | undefined)[]): AppendVerdict => {
  const [first] = known;
  if (first === undefined) return { kind: 'write' };
  if (known.some((revision) => revision === undefined)) return { kind: 'wrong-version' };
  const last = known.at(-1);
  return { kind: 'repeat', lastRevision: last ?? first };
};
