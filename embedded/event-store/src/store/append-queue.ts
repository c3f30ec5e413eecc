import type { ProposedEvent } from '../wire/recorded-event.js';
import type { Expected } from './append-rules.js';

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'deleted' };

/** An outcome, with the frames that the disk must have before anybody may hear of it. */
export type Decided = { readonly outcome: AppendOutcome; readonly written: readonly Buffer[] };

export type Write = {
  readonly kind: 'append' | 'delete' | 'tombstone';
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
};
/** A write that waits to be decided and for the disk. */
export type Waiting = {
  readonly write: Write;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
};
