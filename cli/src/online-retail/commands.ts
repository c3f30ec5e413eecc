import type { EventStoreDBClient } from '@eventstore/db-client';
import { createCommandHandlers, type CommandContext, type CommandHandlers } from '@storefold/command-side';
import { connectEventStore, type Logger } from '@storefold/platform';
import { ImportStopped } from '../import/import-stopped.js';
import type { Planned } from './plan.js';

/**
 * Streams whose states are kept: every shelf (some thousand, with the ids of a million movements, which count as much as ten
 * thousand states) and the orders of the last months. With 20,000 shelves were forgotten and read again all the time.
 */
const CACHE_SIZE = 30_000;

/** What happened to the commands of an import. */
export type Tally = {
  appended: number;
  repeated: number;
  position: bigint;
  /** Where the log ended when the import began: what stands before that is not of this run. */
  readonly before: bigint;
};

type AnyOutcome =
  | { readonly kind: 'accepted'; readonly events: readonly unknown[]; readonly position: bigint }
  | { readonly kind: 'refused'; readonly code: string; readonly facts: Readonly<Record<string, unknown>> };

export type Handlers = CommandHandlers;
/** The commands of the shop, in this process: the same handlers that stand behind the HTTP routes. */
export type Commands = {
  readonly eventStore: EventStoreDBClient;
  readonly handlers: Handlers;
  readonly close: () => Promise<void>;
};

export const openCommands = (eventStoreUrl: string, logger: Logger): Commands => {
  const eventStore = connectEventStore(eventStoreUrl);
  const handlers = createCommandHandlers({ eventStore, logger, cacheSize: CACHE_SIZE });
  return { eventStore, handlers, close: () => eventStore.dispose() };
};

export const contextOf = ({ commandId, correlationId, occurredAt }: Planned<unknown>): CommandContext => ({
  commandId,
  correlationId,
  occurredAt,
  actor: { kind: 'import', id: 'online-retail' },
  origin: 'import',
});

/** Counts what an outcome brought. @throws ImportStopped when the shop refused */
export const settle = (planned: Planned<unknown>, outcome: AnyOutcome, tally: Tally): void => {
  if (outcome.kind === 'refused') {
    const facts = Object.entries(outcome.facts)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
    throw new ImportStopped(
      `the shop refuses ${planned.commandId}: ${outcome.code} (${facts}). Does it hold other trade under these numbers? Import into an empty shop: storefold start --empty --data FOLDER`,
    );
  }
  // A store that is given the same events again answers where they stand since the first time.
  if (outcome.events.length === 0 || outcome.position <= tally.before) tally.repeated++;
  else tally.appended += outcome.events.length;
  if (outcome.position > tally.position) tally.position = outcome.position;
};
