import type { Skips } from './skips.js';
import { aboutOf, type Offered } from './quarantine.js';
import { eventsAt, type Positions, type ReadLog } from './history-of.js';
import { Folded, type Stored } from './stored.js';
import type { AnyView } from './view.js';
import { foldInto } from './view-writer.js';

/** An event that a document could not take, and why. */
export type Refused = { readonly offered: Offered; readonly why: string };

/**
 * Folds a document from events of the log, from nothing or onto what it is.
 *
 * @param onto what stands, whose place the outcome takes
 * @param from the document to begin with: null begins with nothing
 * @returns the document as far as it came, and the first event that it could not take
 */
export const foldEvents = async (
  { view, log, skips }: { readonly view: AnyView; readonly log: ReadLog; readonly skips: Skips },
  key: string,
  positions: Positions,
  from: Stored | undefined,
): Promise<{ readonly folded: Folded; readonly refused?: Refused }> => {
  const folded = new Folded(key, from);
  for await (const offered of eventsAt(log, positions)) {
    if (aboutOf(offered).position <= folded.position || isSkipped(skips, key, offered)) continue;
    const why = foldInto(folded, view, key, offered);
    if (why !== undefined) return { folded, refused: { offered, why } };
  }
  return { folded };
};

/** Whether somebody decided that a document goes without an event. */
export const isSkipped = (skips: Skips, key: string, offered: Offered): boolean => {
  const { eventId, streamId } = aboutOf(offered);
  return skips.has({ kind: 'document', name: key }, eventId) || skips.has({ kind: 'stream', name: streamId }, eventId);
};
