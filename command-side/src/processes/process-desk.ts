import type { EventStoreDBClient } from '@eventstore/db-client';
import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { ProcessGroup, type ParkedEvent } from './process-group.js';
import { skipsDecider, type SkipEvent, type Skips } from './skips-decider.js';

/** A process as the person on call sees it. */
export type ProcessReport = { readonly process: string; readonly parked: readonly ParkedEvent[] };

/** What somebody may look at and do who is called because a process is stuck. */
export class ProcessDesk {
  readonly #groups: ReadonlyMap<string, ProcessGroup>;
  readonly #skips: StreamCommands<Skips, SkipEvent, never>;

  /** @param processes the event types of each, by its name */
  constructor(
    runtime: StreamRuntime,
    client: EventStoreDBClient,
    processes: Readonly<Record<string, readonly string[]>>,
  ) {
    this.#skips = new StreamCommands({ kind: 'skips', decider: skipsDecider }, runtime);
    this.#groups = new Map(
      Object.entries(processes).map(([name, eventTypes]) => [name, new ProcessGroup(client, name, eventTypes)]),
    );
  }

  get names(): readonly string[] {
    return [...this.#groups.keys()];
  }

  report(): Promise<readonly ProcessReport[]> {
    return Promise.all(
      [...this.#groups].map(async ([process, group]) => ({ process, parked: await group.parkedEvents() })),
    );
  }

  /** Offers again at once what is parked. @returns how many events; undefined where there is no such process */
  async replay(process: string): Promise<number | undefined> {
    const group = this.#groups.get(process);
    if (!group) return undefined;
    const parked = await group.parked();
    if (parked > 0) await group.replay();
    return parked;
  }

  /** Lets an event be from now on, whether it is parked or being tried; what it led to already stays. */
  async skip(command: SkipEvent, context: CommandContext): Promise<Outcome<Skips, KeyReused>> {
    const outcome = await this.#skips.handle(command.process, command, context);
    await this.replay(command.process);
    return outcome;
  }

  /** Whether a process was told to let an event be: asked of the log each time, as events that were parked are few. */
  readonly isSkipped = async (process: string, eventId: string): Promise<boolean> =>
    (await this.#skips.read(process, { fresh: true })).state.eventIds.has(eventId);
}
