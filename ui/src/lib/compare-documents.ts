export type Difference = {
  /** Where in the document, such as `lines.0.shipped`. */
  readonly path: string;
  /** As it was; undefined where it was not there. */
  readonly then: unknown;
  readonly now: unknown;
};

const leaves = (value: unknown, path: string, into: Map<string, unknown>): Map<string, unknown> => {
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0)
    for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : `${path}.${key}`, into);
  else if (path !== '') into.set(path, value);
  return into;
};

/** What differs between a document as it was and as it is, leaf by leaf, in the order of the newer one. */
export const compareDocuments = (then: object | null, now: object | null): readonly Difference[] => {
  const before = leaves(then ?? {}, '', new Map<string, unknown>());
  const after = leaves(now ?? {}, '', new Map<string, unknown>());
  const paths = [...after.keys(), ...[...before.keys()].filter((path) => !after.has(path))];
  return paths.flatMap((path) => {
    const [old, current] = [before.get(path), after.get(path)];
    return JSON.stringify(old) === JSON.stringify(current) && before.has(path) === after.has(path)
      ? []
      : [{ path, then: old, now: current }];
  });
};
