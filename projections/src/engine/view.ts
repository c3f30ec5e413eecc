import type { CollectionName, Recorded } from '@storefold/contracts';

/** An index of a view's collection: fields in order, 1 ascending, -1 descending. */
export type ViewIndex = { readonly name: string; readonly key: Readonly<Record<string, 1 | -1>> };

/**
 * A read model as a pure fold: which documents an event touches, and what each becomes. `project` never fails and never
 * judges: it replays history, including history we now regret. The same function serves the live projector, a rebuild,
 * and an auditor's look at any past moment.
 */
export type View<Document extends object> = {
  readonly name: string;
  /** Raised when `project` gives other documents for the same events: the view is then folded anew. */
  readonly version: number;
  readonly collection: CollectionName;
  readonly indexes: readonly ViewIndex[];
  /** Into how many parts its documents fall, by a hash of their ids; each is folded by one process at a time. @default 1 */
  readonly partitions?: number;
  /** Ids of the documents that the event touches; none where it does not concern the view. */
  readonly keys: (event: Recorded) => readonly string[];
  /** What the document with this id becomes; undefined leaves none. */
  readonly project: (document: Document | undefined, event: Recorded, key: string) => Document | undefined;
};

/** A view whose document type does not matter to who holds it: the engine and the list of all views. */
export type AnyView = {
  readonly name: string;
  readonly version: number;
  readonly collection: CollectionName;
  readonly indexes: readonly ViewIndex[];
  readonly partitions?: number;
  readonly keys: (event: Recorded) => readonly string[];
  readonly project: (document: object | undefined, event: Recorded, key: string) => object | undefined;
};

/**
 * Forgets the document's type. Safe because a view is only ever given documents that it made itself: they come from its
 * own collection, under its own version.
 */
export const anyView = <Document extends object>(view: View<Document>): AnyView => ({
  ...view,
  project: (document, event, key) => view.project(document as Document | undefined, event, key),
});

/** Folds events into one document, as the engine does; for specs, proofs and looks at the past. */
export const foldView = <Document extends object>(
  view: View<Document>,
  key: string,
  events: Iterable<Recorded>,
): Document | undefined => {
  let document: Document | undefined;
  for (const event of events) if (view.keys(event).includes(key)) document = view.project(document, event, key);
  return document;
};
