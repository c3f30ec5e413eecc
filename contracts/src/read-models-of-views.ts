/** What the projections keep beside the read models: how far they are, who folds what, and what waits. */
export const engineCollections = {
  checkpoints: 'checkpoints',
  views: 'views',
  leases: 'leases',
  deadLetters: 'deadLetters',
  heldEvents: 'heldEvents',
} as const;

/**
 * How far a unit has folded the log: a build of a view, or one partition of it. `_id` is the unit's id. Positions are 64-bit.
 */
export type CheckpointDocument = {
  readonly view: string;
  /** The build that it belongs to, see `BuildDocument`. */
  readonly build: string;
  readonly version: number;
  readonly logId: string;
  /** The last event folded, and its id, by which another log is recognised. */
  readonly position: bigint;
  readonly eventId: string;
  /** How far the log was looked at, with or without anything for this view. */
  readonly considered: bigint;
  readonly updatedAt: string;
  /** Of the lease under which it was written last: one with a lower number writes no more. */
  readonly fence: number;
};

/**
 * One folding of a view into a collection of its own. `building` until it has reached the head of the log, then `ready`;
 * readers are given the one that is live,
 * and the `kept` one can be gone back to at once; `retired` ones will be dropped.
 */
export type BuildDocument = {
  readonly id: string;
  readonly version: number;
  /** Documents of another format are folded anew, see `FORMAT` of the projections' engine. */
  readonly format: number;
  readonly collection: string;
  readonly partitions: number;
  readonly state: 'building' | 'ready' | 'live' | 'kept' | 'retired';
  /** Whether readers are given it as soon as it is ready. */
  readonly promotes: boolean;
  readonly since: string;
};

/** A view and its builds, one of which is live. `_id` is the view's name; raise `revision` with each change. */
export type ViewDocument = {
  readonly revision: number;
  readonly builds: readonly BuildDocument[];
  readonly paused: boolean;
  /** How many builds it ever had: their names are never used again. */
  readonly generation: number;
};

/** Who folds a unit until when. `_id` is the unit's id, or a process's name for its sign of life. */
export type LeaseDocument = {
  readonly owner: string;
  /** Raised each time that another takes it. */
  readonly token: number;
  /** ISO 8601. */
  readonly until: string;
};

/** The first of a key's events that a unit cannot take. `_id` is unit, kind and key. */
export type DeadLetterDocument = {
  readonly unit: string;
  readonly view: string;
  /** The document that waits, or the stream where nobody knows which documents an event of it concerns. */
  readonly held: { readonly kind: 'document' | 'stream'; readonly name: string };
  readonly reason: string;
  readonly position: bigint;
  readonly eventId: string;
  readonly streamId: string;
  readonly type: string;
  readonly since: string;
  /** What somebody asked to be done about it. */
  readonly asked?: 'retry' | 'repair';
};

/** An event that waits behind a dead letter. `_id` is the letter's and the position. */
export type HeldEventDocument = {
  readonly letter: string;
  readonly position: bigint;
  readonly eventId: string;
  readonly streamId: string;
  readonly type: string;
};
