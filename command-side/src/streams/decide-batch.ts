import { shopEvents, type ShopEvent } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { Decider } from '../decider.js';
import type { CommandContext, KeyReused, Outcome } from './command-context.js';
import type { FoldedStream } from './folded-stream.js';
import { isOtherBody } from './other-body.js';
import type { NewEvent } from './stream-store.js';

/** A command that waits in a mailbox, and who waits for it. */
export type Waiting<State, Command, Refusal extends string> = {
  readonly command: Command;
  readonly context: CommandContext;
  readonly resolve: (outcome: Outcome<State, Refusal | KeyReused>) => void;
  readonly reject: (error: unknown) => void;
};

/** EventStoreDB takes 1 MiB in one append; half of it, so that a batch and its metadata stay clear of that. */
export const batchLimits = { events: 500, bytes: 512 * 1024 };

/** Commands of one stream, decided in turn, each on the state that the one before it left. */
export type Batch<State> = {
  /** How many of the waiting commands it took. */
  readonly taken: number;
  readonly events: readonly NewEvent[];
  readonly state: State;
  readonly refusals: number;
  /** Tells everyone, once the batch stands at `position`. */
  readonly settle: (position: bigint) => void;
};

const metadataOf = (context: CommandContext, schemaVersion: number): NewEvent['metadata'] => ({
  $correlationId: context.correlationId,
  $causationId: context.causationId ?? context.commandId,
  commandId: context.commandId,
  ...(context.bodyHash === undefined ? {} : { bodyHash: context.bodyHash }),
  actor: context.actor,
  occurredAt: context.occurredAt,
  origin: context.origin,
  schemaVersion,
  ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
});

/** Id of the event that a command makes: the same command makes the same event, so appending it twice is once. */
export const eventIdOf = (commandId: string, streamId: string, index: number): string =>
  deriveId(commandId, streamId, index.toString());

/** An event as it will be stored: read by its own schema first, so that nothing unreadable is ever written. */
const toNewEvent = (event: ShopEvent, context: CommandContext, streamId: string, index: number): NewEvent => {
  const schemaVersion = shopEvents.versionOf(event.type);
  return {
    ...shopEvents.read(event.type, schemaVersion, event.data),
    id: eventIdOf(context.commandId, streamId, index),
    metadata: metadataOf(context, schemaVersion),
  };
};

const bytesOf = (event: NewEvent): number => Buffer.byteLength(JSON.stringify(event.data)) + 400;

/**
 * Decides as many of the waiting commands as fit one append. Nothing is told yet: what one command decided counts only
 * if the whole batch is appended. A command whose events break their schema fails alone, and leaves no trace.
 */
export const decideBatch = <State, Command, Refusal extends string>(
  decider: Decider<State, Command, ShopEvent, Refusal>,
  streamId: string,
  base: FoldedStream<State>,
  waiting: readonly Waiting<State, Command, Refusal>[],
): Batch<State> => {
  const events: NewEvent[] = [];
  const tellings: ((position: bigint) => void)[] = [];
  const hashes = new Map<string, string>();
  let { state, revision } = base;
  let taken = 0;
  let refusals = 0;
  let bytes = 0;
  // One that waits alone goes whatever its size: there is nothing to leave for another append.
  const isAlone = waiting.length === 1;

  for (const { command, context, resolve, reject } of waiting) {
    if (events.length >= batchLimits.events || bytes >= batchLimits.bytes) break;
    const { commandId, bodyHash } = context;
    const stood = base.memory.find(commandId);
    const known = hashes.get(commandId) ?? stood?.bodyHash;
    if (known !== undefined && bodyHash !== undefined && isOtherBody(known, bodyHash)) {
      taken++;
      refusals++;
      tellings.push(() => {
        resolve({ kind: 'refused', code: 'idempotency-key-reused', facts: {} });
      });
      continue;
    }
    try {
      const decision = decider.decide(command, state);
      if ('refused' in decision) {
        refusals++;
        tellings.push(() => {
          resolve({ kind: 'refused', code: decision.refused, facts: decision.facts });
        });
      } else {
        const made = decision.events.map((event, index) => toNewEvent(event, context, streamId, index));
        const size = isAlone ? 0 : made.reduce((sum, event) => sum + bytesOf(event), 0);
        if (taken > 0 && bytes + size > batchLimits.bytes) break;
        bytes += size;
        let after = state;
        for (const event of made) {
          after = decider.evolve(after, event);
          events.push(event);
        }
        state = after;
        revision += BigInt(made.length);
        if (bodyHash !== undefined && made.length > 0) hashes.set(commandId, bodyHash);
        const stands = { state: after, revision };
        tellings.push((position) => {
          resolve({ kind: 'accepted', events: made, position: stood?.position ?? position, ...stands });
        });
      }
    } catch (error) {
      tellings.push(() => {
        reject(error);
      });
    }
    taken++;
  }
  return {
    taken,
    events,
    state,
    refusals,
    settle: (position) => {
      for (const tell of tellings) tell(position);
    },
  };
};
