import type { EventStoreDBClient } from '@eventstore/db-client';
import type { CheckpointDocument } from '@storefold/contracts';
import type { Shop } from '@storefold/platform';

export type LogReader = Pick<EventStoreDBClient, 'readAll'>;

/** The log is not the one that the read models were folded from. */
export class ForeignLog extends Error {
  override readonly name = 'ForeignLog';
}

/** What to do where a log is another one. */
export const ADVICE =
  'the log was copied, restored or replaced. If this log is the right one, fold the read models from it anew with `storefold projections rebuild --all`; if not, set EVENT_STORE_URL right';

/**
 * Positions belong to one log: the event at the checkpoint must be the one that was folded.
 *
 * @throws ForeignLog which says what to do
 */
export const assertSameLog = async (
  client: LogReader,
  shop: Shop,
  view: string,
  { position, eventId, logId }: Pick<CheckpointDocument, 'position' | 'eventId' | 'logId'>,
): Promise<void> => {
  if (logId !== shop.logId)
    throw new ForeignLog(`${view} was folded from log ${logId}, and this is log ${shop.logId}: ${ADVICE}`);
  if (position < 0n) return;
  // Read to its end: a read that is left early keeps the client from closing.
  let same = false;
  for await (const { event } of client.readAll({ fromPosition: { commit: position, prepare: position }, maxCount: 1 }))
    same = event?.id === eventId;
  if (same) return;
  throw new ForeignLog(
    `${view} was folded up to event ${eventId} at position ${position.toString()}, which is not there: ${ADVICE}`,
  );
};
