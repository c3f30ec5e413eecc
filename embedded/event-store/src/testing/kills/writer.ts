import {
  ANY,
  jsonEvent,
  NO_STREAM,
  type AppendExpectedRevision,
  type AppendResult,
  type JSONEventType,
} from '@eventstore/db-client';
import { attempt, type Outcome, type RestartingServer } from '../restarting-server.js';
import type { SeededRandom } from '../seeded-random.js';

/** What each event says of itself: who wrote it, in which append of that writer, and which of how many events it is. */
export type Mark = { readonly writer: number; readonly append: number; readonly part: number; readonly of: number };
export type Marked = JSONEventType<'marked', Mark>;

/** An append that was acknowledged. */
export type Acknowledged = {
  readonly stream: string;
  readonly ids: readonly string[];
  readonly lastRevision: bigint;
  /** Of its last event. */
  readonly position: bigint;
};

/** Where a writer's own stream stands, and what it was told. */
export type Written = { readonly acknowledged: Acknowledged[]; unknown: number };

/**
 * Appends one after another until told to stop: single events, several at once, with and without an expected revision, and
 * first events of new streams. An append whose outcome is not known is sent again with the same ids until it is.
 *
 * @throws the refusal, where the server refuses what was right
 */
export const write = async (
  writer: number,
  server: RestartingServer,
  random: SeededRandom,
  stopped: () => boolean,
  onAcknowledged: () => void,
): Promise<Written> => {
  const written: Written = { acknowledged: [], unknown: 0 };
  let revision: bigint | typeof NO_STREAM = NO_STREAM;
  for (let append = 0; !stopped(); append++) {
    const kind = random.weighted({ single: 5, several: 3, expecting: 4, fresh: 1 });
    const of = kind === 'several' || (kind === 'expecting' && random.chance(0.3)) ? 2 + random.below(4) : 1;
    const stream = kind === 'fresh' ? `fresh-${writer.toString()}.${append.toString()}` : `writer-${writer.toString()}`;
    const expectedRevision: AppendExpectedRevision =
      kind === 'fresh' ? NO_STREAM : kind === 'expecting' ? revision : ANY;
    const events = Array.from({ length: of }, (_, part) =>
      jsonEvent<Marked>({ id: random.uuid(), type: 'marked', data: { writer, append, part, of } }),
    );
    for (;;) {
      const outcome: Outcome<AppendResult> = await attempt(
        await server.life(),
        (client): Promise<AppendResult> => client.appendToStream(stream, events, { expectedRevision }),
        ['wrong-expected-version', 'stream-deleted'],
      );
      if (outcome.kind === 'refused') throw outcome.error;
      if (outcome.kind === 'unknown') {
        written.unknown++;
        // Lest a server that is gone is asked without pause until the next one stands.
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      const result: AppendResult = outcome.value;
      const lastRevision = result.nextExpectedRevision;
      written.acknowledged.push({
        ...{ stream, lastRevision, ids: events.map(({ id }) => id) },
        position: result.position?.commit ?? -1n,
      });
      onAcknowledged();
      if (kind !== 'fresh') revision = lastRevision;
      break;
    }
  }
  return written;
};
