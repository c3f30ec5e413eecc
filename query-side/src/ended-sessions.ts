import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { parseStreamName, type Principal, type Recorded } from '@storefold/contracts';
import { followLog, toRecorded, type LogEntry, type Logger, type Sessions } from '@storefold/platform';

const eventTypes = ['CustomerPasswordChanged', 'CustomerErased'];
/** A customer who asks before the log was read through waits so long for it. */
const READ_WITHIN_MS = 5_000;

export type EndedSessions = {
  /** The same sessions, but for those of customers that have ended: who shows one is nobody. */
  readonly without: (sessions: Sessions) => Sessions;
  /** Undefined once the log was read through, else what is missing. */
  readonly missing: () => string | undefined;
  readonly close: () => Promise<void>;
};

/** Undefined where it cannot be read: torn, of another version, or not ours. */
const readable = (entry: LogEntry): Recorded | undefined => {
  try {
    return toRecorded(entry);
  } catch {
    return undefined;
  }
};

/**
 * Sessions of a customer end when the password is changed or the customer erased. A token says neither, so the log is followed
 * for both: a session that ended is refused within moments, wherever it was begun.
 */
export const followEndedSessions = ({
  client,
  logger,
}: {
  readonly client: EventStoreDBClient;
  readonly logger: Logger;
}): EndedSessions => {
  /** How often each customer's password was changed. */
  const changes = new Map<string, number>();
  const changed = (customerId: string): void => {
    changes.set(customerId, (changes.get(customerId) ?? 0) + 1);
  };
  const erased = new Set<string>();
  const stopping = new AbortController();
  let isRead = false;
  let hasRead: () => void = () => undefined;
  const read = new Promise<void>((resolve) => {
    hasRead = resolve;
  });
  const following = followLog({
    ...{ client, from: undefined, eventTypes, signal: stopping.signal, logger },
    onBatch: (entries) => {
      for (const entry of entries) {
        const event = readable(entry);
        if (event === undefined) {
          // Its type and its stream say enough: what was changed once more than we can read ends what was begun before.
          const { type, streamId, position } = entry;
          const stream = parseStreamName(streamId);
          if (stream?.kind === 'customer' && type === 'CustomerErased') erased.add(stream.id);
          if (stream?.kind === 'customer' && type === 'CustomerPasswordChanged') changed(stream.id);
          logger.error({ type, streamId, position: position.commit.toString() }, 'an end of sessions cannot be read');
          continue;
        }
        if (event.type === 'CustomerErased') erased.add(event.data.customerId);
        if (event.type === 'CustomerPasswordChanged') changed(event.data.customerId);
      }
      return Promise.resolve();
    },
    onCaughtUp: () => {
      isRead = true;
      hasRead();
    },
  }).catch((error: unknown) => {
    isRead = false;
    logger.error({ err: error }, 'ends of sessions are not followed any more');
  });

  const isOver = (principal: Principal): boolean => {
    if (principal.kind !== 'shopper' || principal.customerId === undefined) return false;
    const { customerId, passwordVersion = 0 } = principal;
    // Older than the newest change that we know of: one that is newer still was begun a moment ago.
    return erased.has(customerId) || passwordVersion < (changes.get(customerId) ?? 0);
  };
  return {
    without: (sessions) => ({
      ...sessions,
      read: async (headers) => {
        const principal = await sessions.read(headers);
        if (principal.kind !== 'shopper' || principal.customerId === undefined) return principal;
        if (!isRead) await Promise.race([read, sleep(READ_WITHIN_MS, undefined, { ref: false })]);
        return isRead && !isOver(principal) ? principal : { kind: 'anonymous' };
      },
    }),
    missing: () => (isRead ? undefined : 'whose session has ended is not known yet'),
    close: async () => {
      stopping.abort();
      hasRead();
      await following;
    },
  };
};
