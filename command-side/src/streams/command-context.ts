import type { Actor, Origin, ShopEvent } from '@storefold/contracts';
import type { Facts } from '../decider.js';

/** Who gives a command, when it happened in the shop, and by which name a repeat is recognised. */
export type CommandContext = {
  /** The same command carries the same id, however often it is given: event ids are derived from it. */
  readonly commandId: string;
  /** Hash of the request's body. Where it is given, the same `commandId` with another hash is refused. */
  readonly bodyHash?: string | undefined;
  readonly actor: Actor;
  /** ISO 8601 UTC with milliseconds. */
  readonly occurredAt: string;
  readonly origin: Origin;
  readonly correlationId: string;
  /** Id of the event or command that led to this one. @default the command's own id */
  readonly causationId?: string | undefined;
  /** W3C trace context. */
  readonly traceparent?: string | undefined;
};

/** The command stands in the log. */
export type Accepted<State> = {
  readonly kind: 'accepted';
  /** What was appended for it; empty where the command had been carried out before. */
  readonly events: readonly ShopEvent[];
  /** The state right after it. */
  readonly state: State;
  /** A place in the log (commit position) by which the command's events stand. */
  readonly position: bigint;
  /** Revision of the stream right after it; -1 where the stream is empty. */
  readonly revision: bigint;
};

/** Nothing was written, and the command may be given again. */
export type Refused<Refusal extends string> = {
  readonly kind: 'refused';
  readonly code: Refusal;
  readonly facts: Facts;
};

export type Outcome<State, Refusal extends string> = Accepted<State> | Refused<Refusal>;

/** A refusal that any stream may answer: the command id is known with another body. */
export type KeyReused = 'idempotency-key-reused';
